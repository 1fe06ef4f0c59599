namespace Wolfictl.Contracts;

/// <summary>A value from outside as an error may show it: cut at 80 characters, control characters replaced.</summary>
internal static class Shown
{
    public static string Of(string? value)
    {
        if (value is null)
        {
            return "(nothing)";
        }

        var cut = value.Length > 80 ? string.Concat(value.AsSpan(0, 80), "…") : value;
        return string.Create(cut.Length, cut, static (span, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                span[i] = char.IsControl(text[i]) ? '\uFFFD' : text[i];
            }
        });
    }
}
