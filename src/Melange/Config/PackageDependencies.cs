namespace Wolfictl.Melange.Config;

/// <summary>The <c>dependencies</c> of a package or subpackage, as written.</summary>
public sealed record PackageDependencies
{
    /// <summary>Nothing said.</summary>
    public static PackageDependencies None { get; } = new();

    /// <summary>What must be installed with it. It does not order builds.</summary>
    public IReadOnlyList<SourceText> Runtime { get; init; } = [];

    /// <summary>Other names it answers to, each with or without a version.</summary>
    public IReadOnlyList<SourceText> Provides { get; init; } = [];

    /// <summary>A whole number once substituted; null counts as 0.</summary>
    public SourceText? ProviderPriority { get; init; }
}
