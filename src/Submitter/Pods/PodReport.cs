using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Pods;

/// <summary>What <c>pod -o json</c> prints.</summary>
internal sealed record PodReport
{
    /// <summary>The pod's name.</summary>
    public required string Pod { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>What it builds from.</summary>
    public required DigestReference SourceBundle { get; init; }

    /// <summary>Where its outputs are, by tag.</summary>
    public string? Outputs { get; init; }

    /// <summary><c>Succeeded</c> or <c>Failed</c>; none if it was not watched.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why, in a word.</summary>
    public string? Reason { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Exit status of make.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The outputs that were fetched.</summary>
    public IReadOnlyList<string>? Files { get; init; }
}
