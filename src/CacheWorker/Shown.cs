namespace Wolfictl.CacheWorker;

/// <summary>Values from outside as a message may show them: bounded, without control characters, without credentials.</summary>
internal static class Shown
{
    private const int Longest = 200;

    public static string Text(string? value)
    {
        if (value is null)
        {
            return "(nothing)";
        }

        var cut = value.Length > Longest ? string.Concat(value.AsSpan(0, Longest), "…") : value;
        return string.Create(cut.Length, cut, static (span, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                // U+202E and its kin would let a URI read as another one on a terminal.
                span[i] = char.IsControl(text[i]) || text[i] is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' ? '\uFFFD' : text[i];
            }
        });
    }

    /// <summary>A URI without its userinfo.</summary>
    public static string Uri(string uri) => Text(WithoutUserInfo(uri));

    /// <summary>A URI without userinfo, query and fragment: where a redirect leads is often signed in its query.</summary>
    public static string Place(Uri uri)
    {
        // Schemes without a query of their own keep one in their path, escaped.
        var path = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var query = path.IndexOf("%3F", StringComparison.OrdinalIgnoreCase);
        return Text(query < 0 ? path : path[..query]);
    }

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => FormattableString.Invariant($"{bytes / (double)(1L << 30):0.#} GiB"),
        >= 1L << 20 => FormattableString.Invariant($"{bytes / (double)(1L << 20):0.#} MiB"),
        >= 1L << 10 => FormattableString.Invariant($"{bytes / (double)(1L << 10):0.#} KiB"),
        _ => FormattableString.Invariant($"{bytes} bytes"),
    };

    public static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: >= 2 } => FormattableString.Invariant($"{time.TotalMinutes:0.#} min"),
        _ => FormattableString.Invariant($"{time.TotalSeconds:0.##} s"),
    };

    /// <summary>The whole URI, for programs, without its userinfo.</summary>
    public static string WithoutUserInfo(string uri)
    {
        var authority = uri.IndexOf("//", StringComparison.Ordinal);
        if (authority < 0)
        {
            return uri;
        }

        authority += 2;
        var end = uri.AsSpan(authority).IndexOfAny('/', '?', '#');
        end = end < 0 ? uri.Length : authority + end;
        var at = uri.AsSpan(authority, end - authority).LastIndexOf('@');
        return at < 0 ? uri : string.Concat(uri.AsSpan(0, authority), uri.AsSpan(authority + at + 1));
    }
}
