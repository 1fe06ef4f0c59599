using System.Net;

namespace Wolfictl.Melange.Apk;

/// <summary>Reads the index of a repository, wherever that is: a folder or an http(s) address, <c>&lt;arch&gt;/APKINDEX.tar.gz</c> below it.</summary>
/// <param name="client">What downloads; its policy about addresses, redirects and time-outs is the caller's. It should not decompress by itself.</param>
/// <param name="limits">How large an index may be; null for the defaults.</param>
public sealed class ApkRepository(HttpClient client, ApkIndexLimits? limits = null)
{
    private const string FileName = "APKINDEX.tar.gz";

    /// <summary>Reads the index of a repository; null where it has none for the architecture.</summary>
    /// <param name="location">A folder's path or an http(s) address; a tag before it (<c>@local /x</c>) is cut off.</param>
    /// <param name="architecture">melange's name of the architecture.</param>
    /// <param name="keys">Keys of which one must have signed it; null to take it unverified.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ApkIndexException">The index cannot be had, cannot be read, or is not signed by one of the keys.</exception>
    public async Task<ApkIndex?> ReadAsync(string location, string architecture, IReadOnlyList<ApkKey>? keys, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        var space = location.StartsWith('@') ? location.IndexOf(' ', StringComparison.Ordinal) : -1;
        var root = location[(space + 1)..].Trim().TrimEnd('/');
        try
        {
            return Uri.TryCreate(root, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? await DownloadAsync($"{root}/{architecture}/{FileName}", keys, cancellationToken).ConfigureAwait(false)
                : ReadFile(Path.Combine(root, architecture, FileName), keys);
        }
        catch (ApkIndexException e)
        {
            throw new ApkIndexException($"{root}/{architecture}/{FileName}: {e.Message}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ApkIndexException($"{root}/{architecture}/{FileName} cannot be read: {e.Message}", e);
        }
    }

    private ApkIndex? ReadFile(string path, IReadOnlyList<ApkKey>? keys)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        return ApkIndex.Read(file, keys, limits);
    }

    private async Task<ApkIndex?> DownloadAsync(string address, IReadOnlyList<ApkKey>? keys, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new ApkIndexException($"the server answered {(int)response.StatusCode}.");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var held = await HoldAsync(body, (limits ?? new ApkIndexLimits()).CompressedBytes, cancellationToken).ConfigureAwait(false);
        return ApkIndex.Read(held, keys, limits);
    }

    private static async Task<MemoryStream> HoldAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (held.Length + count > most)
            {
                throw new ApkIndexException($"The index has more than {most} bytes.");
            }

            held.Write(buffer, 0, count);
        }

        held.Position = 0;
        return held;
    }
}
