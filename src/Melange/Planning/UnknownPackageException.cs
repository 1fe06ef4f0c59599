namespace Wolfictl.Melange.Planning;

/// <summary>Packages were asked for that no configuration is of.</summary>
public sealed class UnknownPackageException : MelangeException
{
    internal UnknownPackageException(IReadOnlyList<UnknownPackage> unknown)
        : base([.. unknown.Select(package => new MelangeProblem("", 0, 0, package.Describe()))]) => Details = unknown;

    /// <summary>The names that are unknown, in the order asked for.</summary>
    public IReadOnlyList<string> Unknown => [.. Details.Select(package => package.Name)];

    /// <summary>For each unknown name, the names of packages nearest to it, best first; empty where none is near.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Nearest => Details.ToDictionary(package => package.Name, package => package.Nearest);

    /// <summary>All that is known about each.</summary>
    public IReadOnlyList<UnknownPackage> Details { get; }
}
