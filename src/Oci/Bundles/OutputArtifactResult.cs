namespace Wolfictl.Oci.Bundles;

/// <summary>What <see cref="OutputArtifact.PushAsync"/> stored.</summary>
public sealed record OutputArtifactResult
{
    /// <summary>The artifact's manifest.</summary>
    public required Descriptor Manifest { get; init; }

    /// <summary>The files, in ordinal order of their paths.</summary>
    public required IReadOnlyList<OutputLayer> Files { get; init; }
}
