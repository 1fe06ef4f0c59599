using System.Text;
using System.Text.RegularExpressions;

namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>Finds the commands of a script without running it: those in pipes, lists and <c>$( )</c> too, not what stands in comments and here-documents.</summary>
internal sealed partial class ShellReader
{
    private static readonly string[] Keywords = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "time", "exec", "sudo"];
    private readonly string _text;
    private readonly List<ShellCommand> _found = [];
    private readonly Queue<string> _hereDocuments = new();
    private int _at;
    private int _line = 1;

    private ShellReader(string text) => _text = text;

    /// <summary>The commands, inner ones before those that they are part of.</summary>
    public static IReadOnlyList<ShellCommand> Read(string script)
    {
        var reader = new ShellReader(script);
        while (reader._at < script.Length)
        {
            reader.ReadList();
        }

        return reader._found;
    }

    private char Now => _at < _text.Length ? _text[_at] : '\0';

    // Up to the end, or past the parenthesis that closes it.
    private void ReadList()
    {
        var words = new List<string>();
        var line = _line;
        while (_at < _text.Length)
        {
            switch (Now)
            {
                case ' ' or '\t':
                    _at++;
                    break;
                case '\\' when _at + 1 < _text.Length && _text[_at + 1] == '\n':
                    _at += 2;
                    _line++;
                    break;
                case '#':
                    _at = EndOfLine();
                    break;
                case '<' or '>':
                    ReadRedirection(words);
                    break;
                case '\n' or ';' or '|' or '&' or '(' or ')':
                    var separator = Now;
                    Add(line, words);
                    _at++;
                    if (separator == '\n')
                    {
                        _line++;
                        SkipHereDocuments();
                    }
                    else if (separator == ')')
                    {
                        return;
                    }

                    break;
                default:
                    line = words.Count == 0 ? _line : line;
                    words.Add(ReadWord());
                    break;
            }
        }

        Add(line, words);
    }

    private string ReadWord()
    {
        var word = new StringBuilder();
        var quoted = false;
        for (; _at < _text.Length && (quoted || !" \t\n;|&()<>".Contains(Now, StringComparison.Ordinal)); _at++)
        {
            if (Now == '\n')
            {
                _line++;
            }

            switch (Now)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\'' when !quoted:
                    var end = _text.IndexOf('\'', _at + 1);
                    end = end < 0 ? _text.Length : end;
                    word.Append(_text.AsSpan()[Math.Min(_at + 1, end)..end]);
                    _line += _text.AsSpan()[_at..end].Count('\n');
                    _at = end;
                    break;
                case '\\' when _at + 1 < _text.Length:
                    word.Append(_text[++_at]);
                    _line += Now == '\n' ? 1 : 0;
                    break;
                case '$' when _at + 1 < _text.Length && _text[_at + 1] == '(':
                    _at += 2;
                    ReadList();
                    _at--;
                    word.Append("$()");
                    break;
                default:
                    word.Append(Now);
                    break;
            }
        }

        return word.ToString();
    }

    private void ReadRedirection(List<string> words)
    {
        if (words.Count > 0 && words[^1].All(char.IsAsciiDigit) && char.IsAsciiDigit(_text[_at - 1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        var start = _at;
        while (Now is '<' or '>' or '&' || (Now == '-' && _text[start.._at] == "<<"))
        {
            _at++;
        }

        var document = _text[start.._at] is "<<" or "<<-";
        while (Now is ' ' or '\t')
        {
            _at++;
        }

        var target = ReadWord();
        if (document)
        {
            _hereDocuments.Enqueue(target);
        }
    }

    private void SkipHereDocuments()
    {
        while (_hereDocuments.TryDequeue(out var last))
        {
            for (var ended = false; !ended && _at < _text.Length;)
            {
                var end = EndOfLine();
                ended = _text[_at..end].Trim('\t') == last;
                _at = Math.Min(end + 1, _text.Length);
                _line++;
            }
        }
    }

    private int EndOfLine() => _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;

    private void Add(int line, List<string> words)
    {
        var command = words.SkipWhile(word => Keywords.Contains(word) || Assignment().IsMatch(word)).ToList();
        if (command.Count > 0)
        {
            _found.Add(new ShellCommand(line, command));
        }

        words.Clear();
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=")]
    private static partial Regex Assignment();
}
