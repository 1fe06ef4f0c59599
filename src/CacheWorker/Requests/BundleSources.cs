using System.Globalization;
using System.Text.RegularExpressions;
using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Planning;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>What a request asks for: the sources of packages in its source bundle, with all that those need, and the sources it names outright.</summary>
internal sealed partial class BundleSources(CacheWorkerOptions options, OciRepositories repositories)
{
    /// <exception cref="OciException">The source bundle can't be had, or may not be unpacked.</exception>
    /// <exception cref="Melange.MelangeException">It can't be planned.</exception>
    public async Task<SourceCoverage> ListAsync(CacheRequested request, CancellationToken cancellationToken)
    {
        var coverage = request.SourceBundle is { } bundle
            ? await UnpackAndListAsync(bundle, request, cancellationToken).ConfigureAwait(false)
            : new SourceCoverage { Sources = [], NotCoverable = [], Problems = [] };
        var named = request.Sources.Select(source => new SourceToFetch { Uri = source.Uri, Checksums = SourceChecksums.Create(source.Sha256, source.Sha512) });
        return coverage with { Sources = [.. coverage.Sources, .. named.DistinctBy(source => (source.Uri, source.Checksums))] };
    }

    /// <summary>The commit that the source bundle says it is of; none where it says none.</summary>
    /// <exception cref="OciException">The source bundle can't be had.</exception>
    public async Task<(string Revision, DateTimeOffset CommittedAt)?> ReadCommitAsync(CacheRequested request, CancellationToken cancellationToken)
    {
        if (request.SourceBundle is not { } bundle)
        {
            return null;
        }

        var repository = repositories.Open(OciReference.Parse(bundle.Repository));
        var said = await SourceBundle.ReadAnnotationsAsync(repository, Digest.Parse(bundle.Digest), cancellationToken).ConfigureAwait(false);
        return said.GetValueOrDefault(AnnotationKeys.Revision) is { } revision && CommitPattern().IsMatch(revision)
            && DateTimeOffset.TryParse(said.GetValueOrDefault(AnnotationKeys.Created), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? (revision, created)
            : null;
    }

    private async Task<SourceCoverage> UnpackAndListAsync(DigestReference bundle, CacheRequested request, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.WorkDirectory, request.RequestId.ToString());
        Remove(folder);
        try
        {
            var repository = repositories.Open(OciReference.Parse(bundle.Repository));
            await SourceBundle.UnpackAsync(repository, Digest.Parse(bundle.Digest), folder, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => List(folder, request), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Remove(folder);
        }
    }

    private static SourceCoverage List(string folder, CacheRequested request)
    {
        var architectures = request.Architectures.Count > 0 ? request.Architectures : Architectures.All;
        var distribution = ConfigurationDirectory.Load(folder);
        var plan = BuildPlanner.Plan(distribution, new PlanRequest
        {
            Packages = [.. request.Packages.Select(p => p.Value)],
            Architectures = [.. architectures.Select(a => a.MelangeName())],
            Only = request.Only,
        });
        return SourceCoverage.Of(plan, distribution);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"\A(?:[0-9a-f]{40}|[0-9a-f]{64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex CommitPattern();
}
