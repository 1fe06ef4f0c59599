using Wolfictl.Melange.Graph;

namespace Wolfictl.Melange.Planning;

/// <summary>A strict plan was asked for and packages need each other in circles.</summary>
public sealed class CycleException : MelangeException
{
    internal CycleException(IReadOnlyList<BrokenCycle> cycles)
        : base([.. cycles.Select(cycle => new MelangeProblem("", 0, 0, $"Packages need each other in a circle: {string.Join(" → ", cycle.Path)}."))]) => Cycles = cycles;

    /// <summary>The cycles, each with a shortest path.</summary>
    public IReadOnlyList<BrokenCycle> Cycles { get; }
}
