using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Submitter.Waiting;

/// <summary>Fetches what a build made.</summary>
internal static class OutputFetch
{
    /// <summary>Makes the folder, before anything is built for it.</summary>
    /// <exception cref="CommandException">It can't be made.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Usage, $"--out: {folder} can't be made: {e.Message}", e);
        }
    }

    /// <summary>Every job's outputs below <paramref name="folder"/>, as <c>&lt;architecture&gt;/&lt;file&gt;</c>; the files.</summary>
    /// <exception cref="OciException">They can't be had.</exception>
    public static async Task<IReadOnlyList<string>> FetchAsync(BuildCompleted completed, OciRepositories repositories, string folder, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (var outputs in completed.Jobs.Select(j => j.Outputs).OfType<DigestReference>())
        {
            var repository = repositories.Open(OciReference.Parse(outputs.Repository));
            files.AddRange(await OutputArtifact.FetchAsync(repository, Digest.Parse(outputs.Digest), folder, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    /// <summary>The outputs of a build's last attempts, which their tags name: <c>&lt;build&gt;-&lt;architecture&gt;-&lt;attempt&gt;</c>; the files, none if there are no such tags.</summary>
    /// <exception cref="OciException">They can't be had.</exception>
    public static async Task<IReadOnlyList<string>> FetchAsync(BuildId build, IOciRepository repository, string folder, CancellationToken cancellationToken)
    {
        var tags = await repository.ListTagsAsync(cancellationToken).ConfigureAwait(false);
        var last = tags
            .Where(t => t.StartsWith($"{build}-", StringComparison.Ordinal))
            .Select(t => (Tag: t, Job: t[..t.LastIndexOf('-')], Attempt: int.TryParse(t.AsSpan(t.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0))
            .GroupBy(t => t.Job, StringComparer.Ordinal)
            .Select(attempts => attempts.MaxBy(a => a.Attempt).Tag);
        var files = new List<string>();
        foreach (var tag in last)
        {
            files.AddRange(await FetchTagAsync(repository, tag, folder, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    /// <summary>The outputs of one attempt.</summary>
    /// <exception cref="OciException">They can't be had.</exception>
    public static async Task<IReadOnlyList<string>> FetchTagAsync(IOciRepository repository, string tag, string folder, CancellationToken cancellationToken)
    {
        var manifest = await repository.ResolveAsync(tag, cancellationToken).ConfigureAwait(false);
        return await OutputArtifact.FetchAsync(repository, manifest.Digest, folder, cancellationToken).ConfigureAwait(false);
    }
}
