using System.Buffers;

namespace Wolfictl.Melange;

/// <summary>What may be a package's name, and how the name is told from the constraint in what a package needs.</summary>
public static class PackageNames
{
    /// <summary>The rule, as a regular expression, for error messages.</summary>
    public const string Rule = "^[A-Za-z0-9][A-Za-z0-9+._-]{0,63}$";

    private static readonly SearchValues<char> Constraints = SearchValues.Create("=~<>@ ");
    private const int LongestName = 64;
    private const int LongestVersion = 128;

    /// <summary>Whether a text may be a package's name: nothing that make, a shell or a path would take for more than a name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > LongestName || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }

        foreach (var c in name[1..])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name in <c>name=1.0</c>, <c>name~1</c>, <c>name&gt;=2</c>, <c>name@tag</c>; empty for a conflict (<c>!name</c>).</summary>
    /// <param name="dependency">What a package needs or provides.</param>
    public static string WithoutConstraint(string dependency)
    {
        var text = dependency.AsSpan().Trim();
        if (text.IsEmpty || text[0] == '!')
        {
            return "";
        }

        var end = text.IndexOfAny(Constraints);
        return end < 0
            ? text.Length == dependency.Length ? dependency : text.ToString()
            : text[..end].ToString();
    }

    /// <summary>Whether a version can stand in a file name and a make target.</summary>
    internal static bool IsSafeVersion(ReadOnlySpan<char> version)
    {
        if (version.IsEmpty || version.Length > LongestVersion || !char.IsAsciiLetterOrDigit(version[0]))
        {
            return false;
        }

        foreach (var c in version)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '.' or '_' or '-' or '~'))
            {
                return false;
            }
        }

        return true;
    }
}
