using System.Text.Json;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Caching;

/// <summary>One <c>wolfictl cache</c>: plan, then fetch, then bundle; or plan and tell.</summary>
internal sealed class CacheRun(CacheOptions options, Streams streams, TimeProvider clock)
{
    private const int ShownProblems = 20;

    /// <summary>Gives the exit status.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; partial files stay, and the next run goes on with them.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var planned = await DirectoryPlan.ReadAsync(options.Plan, Architectures.All, cancellationToken).ConfigureAwait(false);
        var coverage = SourceCoverage.Of(planned.Plan, planned.Distribution);
        if (coverage.Problems.Count > 0)
        {
            throw Wrong(coverage);
        }

        return options.PlanOnly
            ? await TellAsync(coverage, cancellationToken).ConfigureAwait(false)
            : await FetchAsync(coverage, started, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> TellAsync(SourceCoverage coverage, CancellationToken cancellationToken)
    {
        // A folder that is not there is not made to tell that nothing is in it.
        using var store = Directory.Exists(options.Folder) ? SourceStore.Open(options.Folder, null, clock) : null;
        var there = new HashSet<ContentName>();
        foreach (var source in store is null ? [] : coverage.Sources.DistinctBy(source => source.Checksums.Name))
        {
            if (await store!.FindAsync(source.Checksums, cancellationToken).ConfigureAwait(false) is { } file)
            {
                there.Add(file.Name);
            }
        }

        var report = CachePlanReport.Of(coverage, there, options.Check ? await CheckAsync(coverage, cancellationToken).ConfigureAwait(false) : null);
        if (options.Format == OutputFormat.Json)
        {
            await streams.Results.WriteLineAsync(JsonSerializer.Serialize(report, SubmitterJson.Default.CachePlanReport)).ConfigureAwait(false);
        }
        else
        {
            CachePlanText.Write(streams.Results, report);
        }

        return report.Dead is { Count: > 0 } ? ExitCodes.Failed : ExitCodes.Done;
    }

    private async Task<IReadOnlyList<OriginCheck>> CheckAsync(SourceCoverage coverage, CancellationToken cancellationToken)
    {
        // Nothing is stored; the fetcher wants a store all the same.
        var scratch = Directory.CreateTempSubdirectory("wolfictl-check-").FullName;
        try
        {
            using var status = new StatusLine(streams, clock);
            status.Set($"asking {coverage.Sources.Count} origins");
            using var store = SourceStore.Open(scratch, null, clock);
            using var fetcher = new SourceFetcher(store, options.Fetch with { Attempts = 2 }, clock);
            return await fetcher.CheckAsync(coverage.Sources, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<int> FetchAsync(SourceCoverage coverage, long started, CancellationToken cancellationToken)
    {
        // Known before hours of fetching: that the bundle can be made.
        using var repositories = CloudRegistries.Connect(options.PlainHttp);
        var about = options.BundleRepository is null ? null : await DescribeAsync(repositories, cancellationToken).ConfigureAwait(false);
        CacheReport report;
        using (var status = new StatusLine(streams, clock))
        {
            using var store = SourceStore.Open(options.Folder, null, clock);
            using var fetcher = new SourceFetcher(store, options.Fetch, clock);
            var progress = new CacheProgress(status, coverage.Sources.Select(s => s.Checksums.Name).Distinct().Count(), streams.IsTerminal, clock);
            var results = await fetcher.FetchAsync(coverage.Sources, progress, cancellationToken).ConfigureAwait(false);
            report = CacheReport.Of(results, coverage.NotCoverable, options.Folder);
            if (about is not null)
            {
                report = report with { Bundle = await PushAsync(results, store, repositories, about, status, cancellationToken).ConfigureAwait(false) };
            }
        }

        report = report with { Seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3) };
        if (options.Format == OutputFormat.Json)
        {
            await streams.Results.WriteLineAsync(JsonSerializer.Serialize(report, SubmitterJson.Default.CacheReport)).ConfigureAwait(false);
        }
        else
        {
            CacheText.Write(streams.Results, report);
        }

        return report.Failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>A bundle that lacks a source would fail builds later, and elsewhere: it is all or nothing.</summary>
    private async Task<DigestReference?> PushAsync(
        IReadOnlyList<FetchResult> results, SourceStore store, OciRepositories repositories, CacheBundleOptions about, StatusLine status, CancellationToken cancellationToken)
    {
        var files = CacheBundle.FilesOf(results, store);
        if (results.Any(result => result.Outcome == FetchOutcome.Failed) || files.Count == 0)
        {
            status.Write($"nothing is pushed to {options.BundleRepository}: {(files.Count == 0 ? "there is no source to bundle" : "sources failed")}");
            return null;
        }

        status.Set($"pushing {files.Count} files, {ByteText.Of(files.Sum(file => file.Size))}, to {options.BundleRepository}");
        return (await CacheBundle.PushAsync(files, repositories.Open(options.BundleRepository!), about, cancellationToken).ConfigureAwait(false)).Reference;
    }

    private async Task<CacheBundleOptions> DescribeAsync(OciRepositories repositories, CancellationToken cancellationToken)
    {
        var below = await BundleBase.ReadAsync(repositories, options.BundleBase, cancellationToken).ConfigureAwait(false);
        var commit = await SourceBundle.ReadRevisionAsync(options.Plan.Directory, cancellationToken).ConfigureAwait(false);
        return CacheBundleOptions.FromEnvironment([.. options.Plan.Packages.Select(p => p.Value)], commit) with { Base = below };
    }

    private static CommandException Wrong(SourceCoverage coverage)
    {
        var lines = coverage.Problems.Take(ShownProblems).Select(p => $"  {p.Problem}").ToList();
        if (coverage.Problems.Count > ShownProblems)
        {
            lines.Add($"  and {coverage.Problems.Count - ShownProblems} more");
        }

        return new CommandException(ExitCodes.Usage, $"nothing was fetched: these steps have sources that can't be verified; mend them, or name packages without them:\n{string.Join('\n', lines)}");
    }
}
