namespace Wolfictl.Melange.Sources;

/// <summary>A step whose source cannot be known, or not be verified.</summary>
/// <param name="Package">The package.</param>
/// <param name="Subpackage">The subpackage; null for the main pipeline.</param>
/// <param name="Uri">Where the source is; null where that is what is wrong.</param>
/// <param name="Problem">What is wrong, and where.</param>
public sealed record SourceProblem(string Package, string? Subpackage, string? Uri, MelangeProblem Problem);
