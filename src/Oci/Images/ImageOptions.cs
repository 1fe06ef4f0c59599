namespace Wolfictl.Oci.Images;

/// <summary>What an image says about itself.</summary>
public sealed record ImageOptions
{
    /// <summary>When it was made; part of its digest.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The annotations of the index and of each manifest.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The tag that the index gets; null for none.</summary>
    public string? Tag { get; init; }
}
