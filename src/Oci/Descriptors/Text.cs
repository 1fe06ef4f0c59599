using System.Globalization;
using System.Text;

namespace Wolfictl.Oci;

/// <summary>Text for others: untrusted text on its way into a message that a person reads in a terminal, and times.</summary>
internal static class Text
{
    /// <summary>A time as images write it, RFC 3339 in whole seconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><paramref name="value"/> with control characters shown as <c>\xNN</c>, cut at <paramref name="limit"/> characters.</summary>
    public static string Printable(string? value, int limit = 300)
    {
        if (value is null)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var c in value)
        {
            if (text.Length >= limit)
            {
                return text.Append('…').ToString();
            }

            if (char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
            {
                text.Append(c < 256 ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
