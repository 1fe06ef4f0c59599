namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>Go's regexp package would not take the pattern. The message is a sentence's second half, with the place in the pattern.</summary>
internal sealed class GoPatternException(string message) : Exception(message);
