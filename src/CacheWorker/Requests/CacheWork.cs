using Microsoft.Extensions.Logging;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.CacheWorker.Coverage;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;
using Wolfictl.Melange;
using Wolfictl.Oci;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Works through one request: list, fetch, bundle. Whatever goes wrong with it is how it ends; done again after a kill it takes what is there.</summary>
internal sealed partial class CacheWork(
    BundleSources bundles,
    SourceStore store,
    SourceFetcher fetcher,
    OciRepositories repositories,
    CacheWorkerOptions options,
    TimeProvider clock,
    ILogger<CacheWork> logger)
{
    private const int TransientTries = 3;
    private static readonly TimeSpan TransientPause = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationCanceledException">The process stops; the next one does it again.</exception>
    public async Task<CacheCompleted> RunAsync(CacheRequested request, CancellationToken cancellationToken)
    {
        SourceCoverage coverage;
        try
        {
            coverage = await PatientlyAsync(() => bundles.ListAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (MelangeException e)
        {
            return Completion.Failed(request, e.Message, clock.GetUtcNow());
        }
        catch (OciException e)
        {
            return Completion.Failed(request, $"the source bundle {request.SourceBundle} can't be had: {e.Message}", clock.GetUtcNow());
        }

        if (coverage.Problems.Count > 0)
        {
            return Completion.Wrong(request, coverage, clock.GetUtcNow());
        }

        LogListed(logger, request.RequestId, coverage.Sources.Count, coverage.NotCoverable.Count);
        var results = await fetcher.FetchAsync(coverage.Sources, new RetryLog(request.RequestId, logger), cancellationToken).ConfigureAwait(false);
        var files = CacheBundle.FilesOf(results, store);
        DigestReference? bundle = null;
        string? notPushed = null;
        if (files.Count > 0)
        {
            try
            {
                bundle = await PatientlyAsync(() => PushAsync(request, files, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (OciException e)
            {
                notPushed = $"the sources can't be pushed to {request.BundleRepository}: {e.Message}";
            }
        }

        var completed = Completion.Of(request, results, coverage.NotCoverable, bundle, clock.GetUtcNow());
        return notPushed is null ? completed : completed with { Outcome = CacheOutcome.Failed, Message = completed.Message is { } also ? $"{notPushed}; {also}" : notPushed };
    }

    private async Task<DigestReference> PushAsync(CacheRequested request, IReadOnlyList<StoredSource> files, CancellationToken cancellationToken)
    {
        var commit = await bundles.ReadCommitAsync(request, cancellationToken).ConfigureAwait(false);
        var below = await BundleBase.ReadAsync(repositories, options.BundleBase, cancellationToken).ConfigureAwait(false);
        var about = CacheBundleOptions.FromEnvironment([.. request.Packages.Select(p => p.Value)], commit) with { Base = below };
        return (await CacheBundle.PushAsync(files, repositories.Open(OciReference.Parse(request.BundleRepository)), about, cancellationToken).ConfigureAwait(false)).Reference;
    }

    /// <summary>Tries again, some times, what a registry that is away may let pass.</summary>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (OciException e) when (e.Kind == OciErrorKind.Unreachable && attempt < TransientTries)
            {
                LogTryingAgain(logger, attempt, e.Message);
                await Task.Delay(TransientPause * attempt, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} wants {Sources} sources; {NotCoverable} more no cache can hold")]
    private static partial void LogListed(ILogger logger, RequestId request, int sources, int notCoverable);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Attempt} failed and is made again: {Problem}")]
    private static partial void LogTryingAgain(ILogger logger, int attempt, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {Request}: {Uri} is tried again in {Wait}: {Reason}")]
    private static partial void LogRetrying(ILogger logger, RequestId request, string uri, TimeSpan wait, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {Request}: {Problem}")]
    private static partial void LogSourceFailed(ILogger logger, RequestId request, string? problem);

    /// <summary>What an operator wants to read of a fetch.</summary>
    private sealed class RetryLog(RequestId request, ILogger logger) : IProgress<FetchEvent>
    {
        public void Report(FetchEvent value)
        {
            switch (value)
            {
                case FetchRetrying retrying:
                    LogRetrying(logger, request, retrying.Source.ShownUri, retrying.Wait, retrying.Reason);
                    break;
                case FetchFinished { Result.Outcome: FetchOutcome.Failed } failed:
                    LogSourceFailed(logger, request, failed.Result.Message);
                    break;
            }
        }
    }
}
