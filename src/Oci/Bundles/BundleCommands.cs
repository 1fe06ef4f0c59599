namespace Wolfictl.Oci.Bundles;

/// <summary>
/// What unpacks a bundle that stands on a base into the working directory, as any user: the entrypoint of such an image. Who runs one says it again
/// instead of trusting the image's own.
/// </summary>
public static class BundleCommands
{
    /// <summary>Where a bundle's files are in an image.</summary>
    public const string Folder = "/bundle";

    // A pipe has the status of its last command alone, and dash no pipefail: each tar says on descriptor 3 that it failed. The folder itself is stripped,
    // because its mode and time are not for the working directory, which may be another user's. -o: no owner is set; -p: modes are, to which busybox
    // applies the umask all the same.
    // The words are those that GNU tar and busybox have in common.
    private const string Script =
        "umask 0; failed=$({ { tar -C / -cf - bundle || echo read >&3; } | tar -xpof - --strip-components=1 || echo write >&3; } 3>&1) && [ -z \"$failed\" ]";

    /// <summary>On the wolfictl image, and others that have its label (<see cref="AnnotationKeys.Unpacker"/>).</summary>
    public static IReadOnlyList<string> Wolfictl { get; } = ["dotnet", "/opt/wolfictl/wolfictl.dll", "unpack", "--from", Folder, "--to", "."];

    /// <summary>On images with <c>sh</c> and <c>tar</c> (GNU's or busybox's).</summary>
    public static IReadOnlyList<string> Shell { get; } = ["sh", "-c", Script];
}
