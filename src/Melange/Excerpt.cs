namespace Wolfictl.Melange;

/// <summary>Shows a text of others in a message: its beginning, without what a terminal would obey.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(string value, int longest = Longest)
    {
        var printable = string.Create(Math.Min(value.Length, longest), value, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        });
        return value.Length > longest ? printable + "…" : printable;
    }
}
