using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Commands;

/// <summary>What <c>cancel -o json</c> prints.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Asked">The broker has taken the withdrawal.</param>
internal sealed record CancelReport(RequestId RequestId, bool Asked);
