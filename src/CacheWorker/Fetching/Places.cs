using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>
/// Where a source is looked for, in order: each mirror by checksum, then by file name; then its own URI. By checksum first, because file names
/// are shared (<c>v1.2.3.tar.gz</c>) and a mirror's wrong file would cost a whole download.
/// </summary>
internal static class Places
{
    public static IReadOnlyList<Place> Of(IEnumerable<string> uris, ContentName name, IReadOnlyList<Uri> mirrors, List<string> refused)
    {
        var origins = new List<Uri>();
        foreach (var text in uris.Distinct(StringComparer.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            {
                refused.Add($"{Shown.Uri(text)}: not an absolute URI; give http:// or https://");
                continue;
            }

            origins.Add(WithoutUserInfo(uri));
        }

        var places = new List<Place>();
        foreach (var mirror in mirrors)
        {
            var prefix = mirror.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
            places.Add(new Place(new Uri($"{prefix}/{name}"), IsMirror: true));
            places.AddRange(origins.Select(FileNameOf).OfType<string>().Select(file => new Place(new Uri($"{prefix}/{file}"), IsMirror: true)));
        }

        foreach (var uri in origins)
        {
            if (WhyNotFetched(uri) is { } why)
            {
                refused.Add($"{Shown.Uri(uri.OriginalString)}: {why}");
            }
            else
            {
                places.Add(new Place(uri, IsMirror: false));
            }
        }

        return [.. places.Distinct()];
    }

    /// <summary>Why a scheme is not fetched; null if it is.</summary>
    public static string? WhyNotFetched(Uri uri) => uri.Scheme switch
    {
        "http" or "https" when uri.IdnHost.Length > 0 => null,
        "http" or "https" => "it names no host",
        "ftp" => "ftp:// is refused: it can be neither checked nor resumed as http can; give an https:// URI of the same file, or a mirror that has it (--mirror)",
        _ => $"{Shown.Text(uri.Scheme)}: is not fetched; give http:// or https://",
    };

    private static Uri WithoutUserInfo(Uri uri) => uri.UserInfo.Length == 0
        ? uri
        : new Uri(uri.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped));

    private static string? FileNameOf(Uri uri)
    {
        var path = uri.GetComponents(UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        var file = path[(path.LastIndexOf('/') + 1)..];
        return file.Length == 0 ? null : file;
    }
}
