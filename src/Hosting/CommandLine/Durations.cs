using System.Globalization;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>Durations as people type them: <c>90s</c>, <c>30m</c>, <c>6h</c>, <c>2d</c>.</summary>
public static class Durations
{
    /// <summary>Takes a whole number and one of <c>s m h d</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no duration.");

    /// <summary>As <see cref="Parse"/>, telling instead of throwing.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is not { Length: > 1 and < 10 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var seconds = text[^1] switch
        {
            's' => 1L,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => 0,
        };
        value = TimeSpan.FromSeconds(seconds * number);
        return value > TimeSpan.Zero;
    }
}
