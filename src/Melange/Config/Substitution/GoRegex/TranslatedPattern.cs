namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>A pattern in .NET's syntax.</summary>
/// <param name="Pattern">The pattern; its groups are numbered as Go numbers them.</param>
/// <param name="GroupNames">The name of each group, null for those without; the first is the whole match.</param>
/// <param name="MayBlowUp">Whether something that repeats holds a choice or something that repeats.</param>
/// <param name="HasBoundaries">Whether it has <c>\b</c> or <c>\B</c>, which take a look around.</param>
internal sealed record TranslatedPattern(string Pattern, IReadOnlyList<string?> GroupNames, bool MayBlowUp, bool HasBoundaries);
