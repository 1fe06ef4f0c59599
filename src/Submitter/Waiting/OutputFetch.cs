using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Submitter.Waiting;

/// <summary>Fetches what a build made.</summary>
internal static class OutputFetch
{
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
}
