namespace Wolfictl.Oci.Images;

/// <summary>An image that others stand on: its manifests and configs as they were read, for Linux on amd64 and arm64, the only ones that anything of ours runs on.</summary>
public sealed class BaseImage
{
    private const int MaxLayers = 127;
    private static readonly string[] Architectures = ["amd64", "arm64"];

    private BaseImage(string name, IReadOnlyList<PlatformImage> platforms)
    {
        Name = name;
        Platforms = platforms;
    }

    /// <summary>Its reference, by digest.</summary>
    public string Name { get; }

    /// <summary>Whether bundles on it are unpacked by <c>wolfictl unpack</c>; false: by <c>sh</c> and <c>tar</c>.</summary>
    public bool HasUnpacker => Platforms.All(platform => platform.HasUnpacker);

    internal IReadOnlyList<PlatformImage> Platforms { get; }

    /// <summary>No layers at all.</summary>
    public static BaseImage Scratch(Platform platform) => new("scratch", [PlatformImage.Scratch(platform)]);

    /// <summary>Reads an image or an index of images.</summary>
    /// <param name="source">The repository it is in.</param>
    /// <param name="tagOrDigest">Which one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OciException">It can't be had, is malformed, or is not for Linux on amd64 or arm64.</exception>
    public static async Task<BaseImage> ReadAsync(IOciRepository source, string tagOrDigest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var content = await source.GetManifestAsync(tagOrDigest, cancellationToken).ConfigureAwait(false);
        var name = $"{source.Name.Name}@{content.Descriptor.Digest}";
        var found = new List<PlatformImage>();
        if (content.IsIndex)
        {
            foreach (var entry in content.ReadIndex().Manifests.Where(d => d.Platform is { } p && IsTaken(p)).DistinctBy(d => d.Platform!.Architecture))
            {
                var manifest = await source.GetManifestAsync(entry.Digest, cancellationToken).ConfigureAwait(false);
                found.Add(await PlatformImage.ReadAsync(source, manifest, cancellationToken).ConfigureAwait(false) with { Platform = entry.Platform! });
            }
        }
        else if (await PlatformImage.ReadAsync(source, content, cancellationToken).ConfigureAwait(false) is var one && IsTaken(one.Platform))
        {
            found.Add(one);
        }

        return found.Count > 0 ? new BaseImage(name, found)
            : throw new OciException(OciErrorKind.Refused, $"{name} has no image for linux/amd64 or linux/arm64.") { Reference = tagOrDigest };
    }

    /// <summary>Of an index the one platform.</summary>
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.NotFound"/>: there is none such.</exception>
    public BaseImage For(string architecture) => Platforms.Where(platform => platform.Platform.Architecture == architecture).ToList() is { Count: > 0 } found
        ? new BaseImage(Name, found)
        : throw new OciException(OciErrorKind.NotFound, $"{Name} is not for linux/{architecture}.");

    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.Refused"/>: with <paramref name="more"/> layers it has more than container runtimes take.</exception>
    internal void CheckRoom(int more)
    {
        var layers = Platforms.Max(platform => platform.Layers.Count);
        if (layers + more > MaxLayers)
        {
            throw new OciException(
                OciErrorKind.Refused,
                $"{Name} has {layers} layers, and {more} come on top: container runtimes take {MaxLayers} at most. Take a base of at most {Math.Max(0, MaxLayers - more)} layers.");
        }
    }

    private static bool IsTaken(Platform platform) => platform.Os == "linux" && Architectures.Contains(platform.Architecture);
}
