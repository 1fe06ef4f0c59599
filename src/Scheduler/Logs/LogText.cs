using System.Text;

namespace Wolfictl.Scheduler.Logs;

/// <summary>Makes bytes that a build printed harmless to show: no escape reaches a terminal, no line is longer than <see cref="MostBytes"/>.</summary>
public static class LogText
{
    /// <summary>Bytes of a line that are kept; the rest is counted.</summary>
    public const int MostBytes = 16 * 1024;

    /// <summary>Control characters become their pictures (U+2400 and on), malformed UTF-8 U+FFFD; a carriage return at the end is dropped, tabs stay.</summary>
    public static string Neutralise(ReadOnlySpan<byte> line)
    {
        if (line.Length > 0 && line[^1] == (byte)'\r')
        {
            line = line[..^1];
        }

        var text = Encoding.UTF8.GetString(line);
        return text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0 && !text.Any(IsDirection)
            ? text
            : string.Create(text.Length, text, static (span, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    span[i] = source[i] switch
                    {
                        '\t' => '\t',
                        < '\x20' and var c => (char)(0x2400 + c),
                        '\x7f' => '\u2421',
                        > '\x7f' and <= '\x9f' => '\ufffd',
                        var c when IsDirection(c) => '\ufffd',
                        var c => c,
                    };
                }
            });
    }

    // Line and paragraph separators, and what turns the direction of text around.
    private static bool IsDirection(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
