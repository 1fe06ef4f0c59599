using System.Globalization;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>Durations as people type them: <c>90s</c>, <c>30m</c>, <c>6h</c>, <c>2d</c>.</summary>
public static class Durations
{
    private const long MostSeconds = 3650L * 86400;

    /// <summary>Takes a whole number and one of <c>s m h d</c>: more than 0, ten years at most.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no duration.");

    /// <summary>As <see cref="Parse"/>, telling instead of throwing.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is not { Length: > 1 and < 10 } || text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var number = long.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);

        var seconds = text[^1] switch
        {
            's' => 1L,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => 0,
        };
        if (seconds * number is 0 or > MostSeconds)
        {
            return false;
        }

        value = TimeSpan.FromSeconds(seconds * number);
        return true;
    }
}
