using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Submitting;

/// <summary>What <c>submit -o json</c> prints.</summary>
internal sealed record SubmitReport
{
    /// <summary>The request.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>What was submitted.</summary>
    public required DigestReference SourceBundle { get; init; }

    /// <summary>How the build ended, if it was waited for.</summary>
    public BuildCompleted? Completed { get; init; }

    /// <summary>The outputs that were fetched.</summary>
    public IReadOnlyList<string>? Files { get; init; }
}
