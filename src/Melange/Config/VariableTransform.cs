namespace Wolfictl.Melange.Config;

/// <summary>One of <c>var-transforms</c>: <c>vars.To</c> is what stands in <paramref name="From"/>, with every match of a Go regular expression replaced.</summary>
/// <param name="From">A text with substitutions.</param>
/// <param name="Match">A regular expression in Go's syntax (RE2).</param>
/// <param name="Replace">A replacement in Go's syntax.</param>
/// <param name="To">The name of the variable that it sets.</param>
public sealed record VariableTransform(SourceText From, SourceText Match, SourceText Replace, SourceText To);
