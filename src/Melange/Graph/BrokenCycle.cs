namespace Wolfictl.Melange.Graph;

/// <summary>A need that was set aside because packages need each other in a circle.</summary>
/// <param name="Package">The package that is built before what it needs.</param>
/// <param name="Need">What it needs, and takes from a repository.</param>
/// <param name="Path">A shortest circle: the package, what it needs, and so on back to the package.</param>
/// <param name="Reason">Why it was this need, in a sentence.</param>
public sealed record BrokenCycle(string Package, string Need, IReadOnlyList<string> Path, string Reason)
{
    /// <summary><c>a → b → a: reason</c>.</summary>
    public override string ToString() => $"{string.Join(" → ", Path)}: {Reason}";
}
