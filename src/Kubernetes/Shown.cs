using System.Globalization;
using System.Text;

namespace Wolfictl.Kubernetes;

/// <summary>Text of others on its way into a message that a person reads in a terminal.</summary>
internal static class Shown
{
    /// <summary>Without control characters and without what turns the direction of text around, cut at <paramref name="most"/> characters.</summary>
    public static string Of(string? text, int most = 500)
    {
        if (text is null)
        {
            return "";
        }

        var shown = new StringBuilder(Math.Min(text.Length, most));
        foreach (var c in text)
        {
            if (shown.Length >= most)
            {
                return shown.Append('…').ToString();
            }

            _ = CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>An address without user, password and query.</summary>
    public static string Of(Uri uri) => uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
