namespace Wolfictl.Contracts;

/// <summary>Withdraws a request. A build stops when no request for it is left. Sent to the exchange <c>Wolfictl.Contracts:BuildCancelRequested</c>.</summary>
public sealed record BuildCancelRequested
{
    /// <summary>The request to withdraw.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>When, by the submitter's clock.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Reason { get; init; }
}
