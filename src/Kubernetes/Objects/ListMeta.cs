namespace Wolfictl.Kubernetes;

/// <summary>What every list has (meta/v1 ListMeta).</summary>
public sealed record ListMeta
{
    /// <summary>The state of the cluster that the list shows: a watch goes on from here.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Asks for the next page; null or empty on the last.</summary>
    public string? Continue { get; init; }

    /// <summary>How many items follow, where the server tells.</summary>
    public long? RemainingItemCount { get; init; }
}
