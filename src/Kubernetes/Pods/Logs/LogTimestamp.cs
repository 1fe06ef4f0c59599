using System.Buffers.Text;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>Splits a log's line into its time (RFC 3339 with up to nine digits of the second, UTC or with an offset) and what the container wrote.</summary>
internal static class LogTimestamp
{
    private const int Longest = 40;

    /// <summary>False where the line does not begin with a time and a space, or ends after the time.</summary>
    public static bool TrySplit(ReadOnlyMemory<byte> line, out DateTimeOffset time, out ReadOnlyMemory<byte> content)
    {
        (time, content) = (default, line);
        var text = line.Span;
        var space = text[..Math.Min(text.Length, Longest)].IndexOf((byte)' ');
        if (space < 0)
        {
            space = text.Length <= Longest ? text.Length : 0;
        }

        if (space < 20 || !TryParse(text[..space], out time))
        {
            return false;
        }

        content = line[Math.Min(text.Length, space + 1)..];
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        var rest = text[19..];
        if (text[10] != (byte)'T' || !TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..10], out var day)
            || !TryNumber(text[11..13], out var hour) || !TryNumber(text[14..16], out var minute) || !TryNumber(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        long fraction = 0;
        if (rest[0] == (byte)'.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is < 1 or > 9)
            {
                return false;
            }

            _ = TryNumber(rest.Slice(1, Math.Min(digits, 7)), out var ticks);
            fraction = ticks * (long)Math.Pow(10, 7 - Math.Min(digits, 7));
            rest = rest[(1 + digits)..];
        }

        var offset = TimeSpan.Zero;
        if (!rest.SequenceEqual("Z"u8))
        {
            if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != (byte)':' || !TryNumber(rest[1..3], out var hours) || !TryNumber(rest[4..], out var minutes) || hours > 14 || minutes > 59)
            {
                return false;
            }

            offset = new TimeSpan(hours, minutes, 0) * (rest[0] == (byte)'-' ? -1 : 1);
        }

        time = new DateTimeOffset(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(fraction) - offset, TimeSpan.Zero);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number) =>
        Utf8Parser.TryParse(digits, out number, out var used) && used == digits.Length && digits[0] is >= (byte)'0' and <= (byte)'9';
}
