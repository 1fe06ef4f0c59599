using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>The command line of make: every variable and every target an argument of its own, nothing pasted into a shell.</summary>
internal sealed class MakeCommand(JobSpec spec, AttemptFolder folder, string? melange)
{
    /// <summary>Where melange's own files are in its image.</summary>
    private const string MelangeDirectory = "/usr/share/melange";

    /// <summary>Name of the key that packages are signed with, without <c>.rsa</c>.</summary>
    private const string SigningKeyName = "wolfi-signing";

    /// <summary>The signing key's file.</summary>
    public string Key => Path.Combine(folder.Keys, $"{SigningKeyName}.rsa");

    /// <summary>Makes the key: the Makefile has a rule for it.</summary>
    public IReadOnlyList<string> MakeKey => [.. Variables, Key];

    /// <summary>Builds the targets.</summary>
    public IReadOnlyList<string> MakeTargets => [.. Variables, .. spec.Request.KeepGoing ? ["--keep-going"] : Array.Empty<string>(), "--", .. spec.Plan.Targets];

    private IEnumerable<string> Variables
    {
        get
        {
            if (melange is not null)
            {
                yield return $"MELANGE={melange}";
                yield return $"MELANGE_DIR={MelangeDirectory}";
                yield return "MELANGE_RUNNER=bubblewrap";
            }

            yield return $"KEY={Key}";
            yield return $"ARCH={spec.Key.Architecture.MelangeName()}";
            yield return "REPO=./packages";
            yield return $"MELANGE_EXTRA_OPTS={MelangeOptions.Text(folder.Cache, spec.Request.Keyring, spec.Request.Repositories, spec.Request.MelangeBuildOptions)}";
        }
    }
}
