using System.Collections.Concurrent;
using Wolfictl.Melange.Config.Expansion;
using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Graph;

namespace Wolfictl.Melange.Config;

/// <summary>A directory's configurations and the pipelines they use. It may be shared between threads.</summary>
public sealed class Distribution
{
    private readonly MelangeConfiguration[] _ordered;
    private readonly ExpandedPackage?[] _everywhere;
    private readonly ConcurrentDictionary<string, ExpandedDistribution> _expanded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DependencyGraph> _graphs = new(StringComparer.Ordinal);
    private readonly int _threads;

    internal Distribution(
        string directory, DistributionSettings settings, Dictionary<string, MelangeConfiguration> configurations, PipelineLibrary pipelines, int threads)
    {
        Settings = settings;
        Directory = directory;
        Configurations = configurations;
        Pipelines = pipelines;
        _threads = threads;
        _ordered = [.. configurations.Values.OrderBy(configuration => configuration.Name, StringComparer.Ordinal)];
        _everywhere = new ExpandedPackage?[_ordered.Length];
    }

    /// <summary>The full path.</summary>
    public string Directory { get; }

    /// <summary>What its <c>.wolfictl.yaml</c> sets; the defaults where it has none.</summary>
    public DistributionSettings Settings { get; }

    /// <summary>The configurations by the name of their package, in the ordinal order of the names.</summary>
    public IReadOnlyDictionary<string, MelangeConfiguration> Configurations { get; }

    /// <summary>The pipelines they use.</summary>
    public PipelineLibrary Pipelines { get; }

    /// <summary>Every package as it is on one architecture: variables substituted, ranges gone over, conditions decided. Worked out once.</summary>
    /// <param name="architecture">melange's name of it, such as <c>x86_64</c>.</param>
    /// <exception cref="ConfigurationException">Any of them cannot be substituted: all problems at once.</exception>
    public ExpandedDistribution Expand(string architecture) =>
        _expanded.TryGetValue(architecture, out var known) ? known : _expanded.GetOrAdd(architecture, ExpandAll(architecture));

    /// <summary>Which package needs which on one architecture. Worked out once.</summary>
    /// <param name="architecture">melange's name of it, such as <c>x86_64</c>.</param>
    /// <exception cref="ConfigurationException">Any package cannot be substituted: all problems at once.</exception>
    public DependencyGraph Graph(string architecture) =>
        _graphs.TryGetValue(architecture, out var known) ? known : _graphs.GetOrAdd(architecture, new DependencyGraph(Expand(architecture)));

    private ExpandedDistribution ExpandAll(string architecture)
    {
        var packages = new ExpandedPackage?[_ordered.Length];
        var problems = new IReadOnlyList<MelangeProblem>?[_ordered.Length];
        Workers.Run(_ordered.Length, _threads, i =>
        {
            if (!_ordered[i].BuildsFor(architecture))
            {
                return;
            }

            if (_everywhere[i] is { } everywhere)
            {
                packages[i] = everywhere;
                return;
            }

            var expander = new PackageExpander(_ordered[i], architecture, Pipelines);
            packages[i] = expander.Expand();
            problems[i] = expander.Problems;
            if (!expander.DependsOnArchitecture)
            {
                _everywhere[i] = packages[i];
            }
        });

        var all = problems.OfType<IReadOnlyList<MelangeProblem>>().SelectMany(list => list).Distinct().ToList();
        return all.Count > 0
            ? throw new ConfigurationException(all)
            : new ExpandedDistribution(this, architecture, [.. packages.OfType<ExpandedPackage>()]);
    }
}
