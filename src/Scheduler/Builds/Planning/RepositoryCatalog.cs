using Wolfictl.Contracts;
using Wolfictl.Melange.Apk;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>Reads the indexes of package repositories: what they have is not built again.</summary>
public static class RepositoryCatalog
{
    /// <summary>What all <paramref name="repositories"/> have; none where no repository is named.</summary>
    /// <param name="repositories">Folders, and http(s) addresses.</param>
    /// <param name="keyring">Files of keys, and addresses of them. If any is named, each index must be signed by one.</param>
    /// <param name="architectures">For what.</param>
    /// <param name="client">What downloads; its policy is the caller's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ApkIndexException">An index or a key can't be had, or an index is not signed by a key.</exception>
    public static async Task<IApkCatalog?> ReadAsync(
        IReadOnlyList<string> repositories,
        IReadOnlyList<string> keyring,
        IReadOnlyList<Architecture> architectures,
        HttpClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repositories);
        ArgumentNullException.ThrowIfNull(keyring);
        ArgumentNullException.ThrowIfNull(architectures);
        if (repositories.Count == 0)
        {
            return null;
        }

        var keys = new List<ApkKey>();
        foreach (var key in keyring)
        {
            keys.Add(await ReadKeyAsync(key, client, cancellationToken).ConfigureAwait(false));
        }

        var reader = new ApkRepository(client);
        var catalog = new ApkCatalog();
        foreach (var architecture in architectures.Select(a => a.MelangeName()))
        {
            foreach (var repository in repositories)
            {
                if (await reader.ReadAsync(repository, architecture, keys.Count > 0 ? keys : null, cancellationToken).ConfigureAwait(false) is { } index)
                {
                    catalog.Add(architecture, index);
                }
            }
        }

        return catalog;
    }

    private static async Task<ApkKey> ReadKeyAsync(string key, HttpClient client, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(key, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return ApkKey.Load(key);
        }

        try
        {
            return ApkKey.Parse(Path.GetFileName(address.AbsolutePath), await client.GetStringAsync(address, cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException e)
        {
            throw new ApkIndexException($"The key {key} can't be had: {e.Message}", e);
        }
    }
}
