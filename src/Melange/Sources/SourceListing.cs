namespace Wolfictl.Melange.Sources;

/// <summary>Every source of some packages.</summary>
/// <param name="Sources">Those that have a checksum, and that a cache can hold; one for each step that names them.</param>
/// <param name="NotCoverable">Those that no cache can hold: checkouts, and downloads that say they have no checksum.</param>
/// <param name="Problems">Steps that are wrong: to be reported before any download.</param>
public sealed record SourceListing(IReadOnlyList<SourceStep> Sources, IReadOnlyList<SourceStep> NotCoverable, IReadOnlyList<SourceProblem> Problems);
