using System.Globalization;
using System.Text;

namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>
/// Writes a pattern of Go in .NET's syntax, construct by construct: what the two read differently is written out, what Go does not have is refused.
/// </summary>
internal sealed class PatternTranslator(string pattern)
{
    private const string Boundary = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
    private const string NoBoundary = "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";
    private const int DeepestGroup = 100;
    private const int LargestCount = 1000;
    private readonly StringBuilder _out = new(pattern.Length * 2);
    private readonly List<string?> _names = [null];
    private readonly Stack<Group> _groups = new();
    private readonly PatternReader _reader = new(pattern);
    private Group _group = new(default);
    private bool _mayBlowUp;
    private bool _hasBoundaries;

    /// <summary>What a quantifier that stands next would repeat.</summary>
    private Repeatable _last = Repeatable.Nothing;

    private enum Repeatable
    {
        Nothing,
        Plain,
        Complex,
        Repetition,
    }

    public TranslatedPattern Translate()
    {
        while (!_reader.AtEnd)
        {
            Next(_reader.Read());
        }

        if (_groups.Count > 0)
        {
            throw _reader.Problem("a ( is not closed");
        }

        return new TranslatedPattern(_out.ToString(), _names, _mayBlowUp, _hasBoundaries);
    }

    private void Next(char c)
    {
        switch (c)
        {
            case '(':
                Open();
                break;
            case ')':
                Close();
                break;
            case '|':
                _group.IsComplex = true;
                _out.Append('|');
                _last = Repeatable.Nothing;
                break;
            case '*' or '+' or '?':
                Repeat(c.ToString(), unbounded: c != '?');
                break;
            case '{' when _reader.ReadCounts() is var (least, most):
                Count(least, most);
                break;
            case '.':
                Atom(_group.Flags.DotAll ? @"[\s\S]" : @"[^\n]");
                break;
            case '^':
                Atom(_group.Flags.MultiLine ? "(?m:^)" : @"\A");
                break;
            case '$':
                Atom(_group.Flags.MultiLine ? "(?m:$)" : @"\z");
                break;
            case '[':
                Atom(new ClassReader(_reader).Read().ToString());
                break;
            case '\\':
                Escape();
                break;
            default:
                Literal(c);
                break;
        }
    }

    private void Open()
    {
        if (_groups.Count >= DeepestGroup)
        {
            throw _reader.Problem($"it is nested more than {DeepestGroup} deep");
        }

        if (!_reader.TryRead("?"))
        {
            Push(capture: true, null);
            return;
        }

        if (_reader.TryRead("P<") || (_reader.Peek == '<' && _reader.PeekAfter is not ('=' or '!') && _reader.TryRead("<")))
        {
            var name = _reader.ReadUntil('>', "a group's name");
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || _names.Contains(name))
            {
                throw _reader.Problem($"\"{name}\" cannot be a group's name here");
            }

            Push(capture: true, name);
            return;
        }

        Flags();
    }

    private void Flags()
    {
        var flags = FlagReader.Read(_reader, _group.Flags);
        if (flags.OpensGroup)
        {
            _groups.Push(_group);
            _group = new Group(flags.Flags);
            _out.Append(flags.Insensitive).Append(':');
        }
        else
        {
            // They hold to the end of the group around them, in .NET too.
            _group = _group with { Flags = flags.Flags };
            _out.Append(flags.Insensitive == FlagReader.Nothing ? "" : flags.Insensitive + ")");
        }

        _last = Repeatable.Nothing;
    }

    private void Push(bool capture, string? name)
    {
        _groups.Push(_group);
        _group = _group with { IsComplex = false };
        if (capture)
        {
            // Numbered by hand: .NET would number those with names last.
            _out.Append(CultureInfo.InvariantCulture, $"(?<{_names.Count}>");
            _names.Add(name);
        }

        _last = Repeatable.Nothing;
    }

    private void Close()
    {
        if (!_groups.TryPop(out var outer))
        {
            throw _reader.Problem("a ) has no ( before it");
        }

        var complex = _group.IsComplex;
        _group = outer;
        _group.IsComplex |= complex;
        _out.Append(')');
        _last = complex ? Repeatable.Complex : Repeatable.Plain;
    }

    private void Repeat(string quantifier, bool unbounded)
    {
        if (_last is Repeatable.Nothing or Repeatable.Repetition)
        {
            throw _reader.Problem(_last is Repeatable.Nothing ? $"{quantifier} has nothing to repeat" : $"{quantifier} repeats a repetition");
        }

        _mayBlowUp |= unbounded && _last is Repeatable.Complex;
        _group.IsComplex = true;
        var lazy = _reader.TryRead("?") != _group.Flags.Ungreedy;
        _out.Append(quantifier).Append(lazy ? "?" : "");
        _last = Repeatable.Repetition;
    }

    private void Count(int least, int most)
    {
        if (least > LargestCount || most > LargestCount || (most >= 0 && most < least))
        {
            throw _reader.Problem($"a repeat count is beyond {LargestCount} or backwards");
        }

        var quantifier = most == least ? $"{{{least}}}" : most < 0 ? $"{{{least},}}" : $"{{{least},{most}}}";
        Repeat(quantifier, unbounded: most is < 0 or > 1);
    }

    private void Escape()
    {
        if (_reader.TryRead("Q"))
        {
            foreach (var c in _reader.ReadQuoted())
            {
                Literal(c);
            }

            return;
        }

        switch (_reader.Peek)
        {
            case 'A':
                Assertion(@"\A");
                return;
            case 'z':
                Assertion(@"\z");
                return;
            case 'b' or 'B':
                _hasBoundaries = true;
                Assertion(_reader.Peek == 'b' ? Boundary : NoBoundary);
                return;
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P':
                var set = new CharacterSet();
                new ClassReader(_reader).ReadClassEscape(set);
                Atom(set.ToString());
                return;
            default:
                var one = new CharacterSet();
                var character = new ClassReader(_reader).ReadCharacterEscape();
                one.Add(character, character);
                Atom(one.ToString());
                return;
        }
    }

    private void Assertion(string text)
    {
        _reader.Read();
        Atom(text);
    }

    private void Literal(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            Atom(c.ToString());
        }
        else
        {
            Atom($"\\u{(int)c:X4}");
        }
    }

    private void Atom(string text)
    {
        _out.Append(text);
        _last = Repeatable.Plain;
    }

    private record struct Group(GoFlags Flags)
    {
        public bool IsComplex { get; set; }
    }
}
