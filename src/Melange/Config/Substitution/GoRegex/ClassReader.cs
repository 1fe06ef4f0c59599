using System.Globalization;

namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>Reads <c>[…]</c> and the escapes that name a character or a class of them.</summary>
internal sealed class ClassReader(PatternReader reader)
{
    /// <summary>Reads a class whose opening bracket was read.</summary>
    public CharacterSet Read()
    {
        var set = new CharacterSet { Negated = reader.TryRead("^") };
        for (var first = true; first || reader.Peek != ']'; first = false)
        {
            if (reader.AtEnd)
            {
                throw reader.Problem("a [ is not closed");
            }

            ReadItem(set);
        }

        reader.Read();
        return set;
    }

    /// <summary>Reads <c>d</c>, <c>W</c>, <c>pL</c>, <c>p{Lu}</c>: what follows the backslash.</summary>
    public void ReadClassEscape(CharacterSet set)
    {
        var letter = reader.Read();
        if (letter is not ('p' or 'P'))
        {
            set.AddPerl(letter);
            return;
        }

        var name = reader.TryRead("{") ? reader.ReadUntil('}', "a class") : reader.Read().ToString();
        set.AddCategory(name, letter == 'P');
    }

    /// <summary>Reads what follows the backslash where it stands for one character.</summary>
    public int ReadCharacterEscape()
    {
        var c = reader.Read();
        switch (c)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Hexadecimal();
            case >= '1' and <= '7' when reader.Peek is < '0' or > '7':
                throw reader.Problem($"\\{c} refers back to a group, which Go does not have");
            case >= '0' and <= '7':
                return Octal(c);
            default:
                return c < 128 && !char.IsAsciiLetterOrDigit(c) ? c : throw reader.Problem($"\\{c} is not an escape");
        }
    }

    private void ReadItem(CharacterSet set)
    {
        if (reader.Peek == '[' && reader.PeekAfter == ':' && TryReadPosix(set))
        {
            return;
        }

        if (reader.Peek == '\\' && reader.PeekAfter is ('d' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P'))
        {
            reader.Read();
            ReadClassEscape(set);
            return;
        }

        var first = ReadCharacter();
        var last = first;
        if (reader.Peek == '-' && reader.PeekAfter is not (']' or '\0'))
        {
            reader.Read();
            last = ReadCharacter();
        }

        if (last < first)
        {
            throw reader.Problem("a range of characters is backwards");
        }

        set.Add(first, last);
    }

    private bool TryReadPosix(CharacterSet set)
    {
        var ahead = reader.PeekText(2, ":]");
        if (ahead is null)
        {
            return false;
        }

        if (!set.TryAddPosix(ahead))
        {
            throw reader.Problem($"there is no class [:{ahead}:]");
        }

        reader.TryRead($"[:{ahead}:]");
        return true;
    }

    private int ReadCharacter()
    {
        var c = reader.Read();
        return c == '\\' ? ReadCharacterEscape() : c;
    }

    private int Hexadecimal()
    {
        var digits = reader.TryRead("{") ? reader.ReadUntil('}', "a character's number") : $"{reader.Read()}{reader.Read()}";
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 0x10FFFF
            ? number
            : throw reader.Problem($"\\x{digits} is not a character");
    }

    private int Octal(char first)
    {
        var number = first - '0';
        for (var i = 0; i < 2 && reader.Peek is >= '0' and <= '7'; i++)
        {
            number = (number * 8) + reader.Read() - '0';
        }

        return number;
    }
}
