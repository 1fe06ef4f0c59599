using Wolfictl.Melange.Config.Pipelines;

namespace Wolfictl.Melange.Config;

/// <summary>One melange configuration: one package and its subpackages. Texts stand as written; see <see cref="Expansion.ExpandedPackage"/> for what they become.</summary>
public sealed record MelangeConfiguration
{
    /// <summary>The file, relative to its directory, with <c>/</c> between its parts.</summary>
    public required string File { get; init; }

    /// <summary>The package's name; it matches <c>^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required SourceText NameText { get; init; }

    /// <summary>The version, without epoch.</summary>
    public required string Version { get; init; }

    /// <summary>The epoch: how often this version was built anew.</summary>
    public required long Epoch { get; init; }

    /// <summary>The description; empty where there is none.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>&lt;version&gt;-r&lt;epoch&gt;</c>.</summary>
    public string FullVersion => $"{Version}-r{Epoch}";

    /// <summary><c>&lt;name&gt;-&lt;version&gt;-r&lt;epoch&gt;.apk</c>.</summary>
    public string ApkFileName => $"{Name}-{FullVersion}.apk";

    /// <summary>The architectures it is for, as written; empty or <c>all</c> for every one.</summary>
    public IReadOnlyList<string> TargetArchitectures { get; init; } = [];

    /// <summary>What its build asks for; null where nothing is said.</summary>
    public PackageResources? Resources { get; init; }

    /// <summary>What it provides and needs.</summary>
    public PackageDependencies Dependencies { get; init; } = PackageDependencies.None;

    /// <summary>What its build needs installed (<c>environment.contents.packages</c>).</summary>
    public IReadOnlyList<SourceText> EnvironmentPackages { get; init; } = [];

    /// <summary>Its variables.</summary>
    public IReadOnlyDictionary<string, SourceText> Variables { get; init; } = new Dictionary<string, SourceText>();

    /// <summary>How further variables are made, in order.</summary>
    public IReadOnlyList<VariableTransform> Transforms { get; init; } = [];

    /// <summary>What ranges go over, by name.</summary>
    public IReadOnlyDictionary<string, RangeData> Data { get; init; } = new Dictionary<string, RangeData>();

    /// <summary>The steps of the main pipeline, less those that only run shell text.</summary>
    public IReadOnlyList<PipelineStep> Pipeline { get; init; } = [];

    /// <summary>Its subpackages as written, ranges not yet gone over.</summary>
    public IReadOnlyList<SubpackageTemplate> Subpackages { get; init; } = [];

    /// <summary>Whether it is built for an architecture.</summary>
    /// <param name="architecture">melange's name of it, such as <c>x86_64</c>.</param>
    public bool BuildsFor(string architecture)
    {
        if (TargetArchitectures.Count == 0)
        {
            return true;
        }

        foreach (var target in TargetArchitectures)
        {
            if (target == "all" || Architectures.Normalize(target) == architecture)
            {
                return true;
            }
        }

        return false;
    }
}
