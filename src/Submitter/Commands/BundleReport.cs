using Wolfictl.Contracts;

namespace Wolfictl.Submitter.Commands;

/// <summary>What <c>bundle -o json</c> prints.</summary>
/// <param name="Reference">The bundle by digest.</param>
/// <param name="Revision">The commit that was bundled; none without a repository.</param>
/// <param name="Dirty">What was bundled differs from that commit.</param>
/// <param name="Files">Files and links in it.</param>
/// <param name="Bytes">Size of its layers.</param>
internal sealed record BundleReport(DigestReference Reference, string? Revision, bool Dirty, int Files, long Bytes);
