namespace Wolfictl.Melange.Planning;

/// <summary>A name that no configuration is of.</summary>
/// <param name="Name">The name.</param>
/// <param name="Nearest">The names of packages nearest to it, best first.</param>
/// <param name="BuiltBy">The package whose build makes a subpackage of this name or provides it; null where none does.</param>
public sealed record UnknownPackage(string Name, IReadOnlyList<string> Nearest, string? BuiltBy)
{
    internal string Describe()
    {
        var name = Excerpt.Of(Name);
        if (BuiltBy is not null)
        {
            return $"There is no configuration of \"{name}\": it is built by {BuiltBy}, ask for that.";
        }

        return Nearest.Count == 0
            ? $"There is no configuration of \"{name}\"."
            : $"There is no configuration of \"{name}\". Did you mean {string.Join(" or ", Nearest)}?";
    }
}
