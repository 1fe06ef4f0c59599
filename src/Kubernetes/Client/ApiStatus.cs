namespace Wolfictl.Kubernetes.Client;

/// <summary>What a server says of a request that failed (meta/v1 Status).</summary>
internal sealed record ApiStatus
{
    public string? Kind { get; init; }

    public string? Message { get; init; }

    public string? Reason { get; init; }

    public int? Code { get; init; }

    public StatusDetails? Details { get; init; }
}
