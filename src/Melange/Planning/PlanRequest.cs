namespace Wolfictl.Melange.Planning;

/// <summary>What is to be planned.</summary>
public sealed record PlanRequest
{
    /// <summary>Names of packages; empty for every package.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>melange's names of the architectures; at least one.</summary>
    public required IReadOnlyList<string> Architectures { get; init; }

    /// <summary>Plan what is asked for and nothing that it needs.</summary>
    public bool Only { get; init; }

    /// <summary>Plan what is asked for and all that needs it, however indirectly: what is to be built anew when it changes. What those need besides is not planned.</summary>
    public bool Dependents { get; init; }

    /// <summary>Refuse a plan in which cycles had to be broken.</summary>
    public bool Strict { get; init; }

    /// <summary>What the Makefile calls the build of a package.</summary>
    public TargetFormat Format { get; init; } = TargetFormat.Auto;

    /// <summary>What stands in repositories and is not built again; null for nothing.</summary>
    public IApkCatalog? AlreadyBuilt { get; init; }
}
