namespace Wolfictl.Oci.Images;

/// <summary>How a container of an image runs (image-spec, config.md, <c>config</c>), as changes to what its base says; null leaves it.</summary>
public sealed record ContainerSettings
{
    /// <summary>What is run; arguments that the base gives its own entrypoint are dropped.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Variables, by name, beside those of the base.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels, by key, beside those of the base.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary><c>uid:gid</c>.</summary>
    public string? User { get; init; }

    /// <summary>An absolute path.</summary>
    public string? WorkingDirectory { get; init; }
}
