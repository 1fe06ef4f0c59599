using System.Globalization;
using System.Text;

namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>A class of characters, gathered as ranges and written out for .NET, where nothing in it can mean anything else.</summary>
internal sealed class CharacterSet
{
    private const int Last = 0xFFFF;
    private static readonly HashSet<string> Categories =
    [
        "C", "Cc", "Cf", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
    ];

    private readonly List<(int First, int Last)> _ranges = [];
    private readonly StringBuilder _categories = new();

    public bool Negated { get; set; }

    public void Add(int first, int last)
    {
        if (first > Last)
        {
            throw new GoPatternException("characters beyond U+FFFF are not supported.");
        }

        _ranges.Add((first, Math.Min(last, Last)));
    }

    /// <summary>Adds <c>\d</c>, <c>\S</c> and so on, by the letter.</summary>
    public void AddPerl(char letter) => AddAscii(
        char.ToLowerInvariant(letter) switch
        {
            'd' => "09",
            'w' => "09AZ__az",
            _ => "\t\n\f\r  ",
        },
        char.IsUpper(letter));

    /// <summary>Adds <c>[:alpha:]</c> and so on, by the name; false where there is none such.</summary>
    public bool TryAddPosix(string name)
    {
        var negated = name.StartsWith('^');
        var ranges = name.TrimStart('^') switch
        {
            "alnum" => "09AZaz",
            "alpha" => "AZaz",
            "ascii" => "\0\x7F",
            "blank" => "\t\t  ",
            "cntrl" => "\0\x1F\x7F\x7F",
            "digit" => "09",
            "graph" => "!~",
            "lower" => "az",
            "print" => " ~",
            "punct" => "!/:@[`{~",
            "space" => "\t\r  ",
            "upper" => "AZ",
            "word" => "09AZ__az",
            "xdigit" => "09AFaf",
            _ => null,
        };
        if (ranges is null)
        {
            return false;
        }

        AddAscii(ranges, negated);
        return true;
    }

    /// <summary>Adds <c>\p{Lu}</c> or <c>\P{Lu}</c>.</summary>
    public void AddCategory(string name, bool negated)
    {
        if (name.StartsWith('^'))
        {
            name = name[1..];
            negated = !negated;
        }

        if (name == "Any")
        {
            Add(0, negated ? -1 : Last);
            return;
        }

        if (!Categories.Contains(name))
        {
            throw new GoPatternException($"the class \\p{{{name}}} is not one of the general categories, which are all that is supported.");
        }

        _categories.Append(negated ? "\\P{" : "\\p{").Append(name).Append('}');
    }

    public override string ToString()
    {
        var text = new StringBuilder(Negated ? "[^" : "[");
        foreach (var (first, last) in _ranges)
        {
            if (first > last)
            {
                continue;
            }

            Append(text, first);
            if (last > first)
            {
                text.Append('-');
                Append(text, last);
            }
        }

        if (text.Length == (Negated ? 2 : 1) && _categories.Length == 0)
        {
            return Negated ? @"[\s\S]" : @"[^\s\S]";
        }

        return text.Append(_categories).Append(']').ToString();
    }

    private static void Append(StringBuilder text, int character) =>
        text.Append("\\u").Append(character.ToString("X4", CultureInfo.InvariantCulture));

    private void AddAscii(string pairs, bool negated)
    {
        var next = 0;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (!negated)
            {
                Add(pairs[i], pairs[i + 1]);
            }
            else
            {
                Add(next, pairs[i] - 1);
                next = pairs[i + 1] + 1;
            }
        }

        if (negated)
        {
            Add(next, Last);
        }
    }
}
