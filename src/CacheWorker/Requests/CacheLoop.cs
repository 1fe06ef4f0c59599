using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Works through the unfinished requests, some at once, after their messages were acknowledged; keeps house when none is at work.</summary>
internal sealed partial class CacheLoop(
    RequestJournal journal,
    CacheWork work,
    SourceStore store,
    CacheWorkerOptions options,
    TimeProvider clock,
    ILogger<CacheLoop> logger) : BackgroundService
{
    private static readonly TimeSpan KeepCompleted = TimeSpan.FromDays(30);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _atWork;

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        journal.Unfinished.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = options.MaxRequests, CancellationToken = stoppingToken },
        async (request, token) =>
        {
            await EnterAsync(token).ConfigureAwait(false);
            try
            {
                var started = clock.GetTimestamp();
                var completed = await WorkAsync(request, token).ConfigureAwait(false);
                journal.Complete(completed);
                var took = clock.GetElapsedTime(started);
                LogDone(logger, request.RequestId, completed.Outcome, completed.Bundle, took, completed.Message);
            }
            finally
            {
                Interlocked.Decrement(ref _atWork);
            }

            await KeepHouseAsync(token).ConfigureAwait(false);
        });

    /// <summary>What nobody foresaw ends the request, not the process: restarted, it would meet the same request again.</summary>
    private async Task<CacheCompleted> WorkAsync(CacheRequested request, CancellationToken cancellationToken)
    {
        try
        {
            return await work.RunAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnforeseen(logger, e, request.RequestId);
            return Completion.Failed(request, $"the cache worker could not work on it: {e.Message} (its log has more)", clock.GetUtcNow());
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _atWork);
        _gate.Release();
    }

    /// <summary>Only while nothing is at work: what is pruned must not be on its way into a bundle.</summary>
    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _atWork) > 0)
            {
                return;
            }

            journal.Forget(KeepCompleted);
            if (options.KeepDays is not null || options.MaxBytes is not null)
            {
                var report = await store.PruneAsync(options.KeepDays, options.MaxBytes, cancellationToken).ConfigureAwait(false);
                LogPruned(logger, report.Removed.Count, report.BytesFreed, report.Kept);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} ended: {Outcome}, bundle {Bundle}, {Took}. {Problem}")]
    private static partial void LogDone(ILogger logger, RequestId request, CacheOutcome outcome, DigestReference? bundle, TimeSpan took, string? problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Request} ended in an error that was not foreseen")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception, RequestId request);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Removed} sources were removed ({Bytes} bytes), {Kept} kept")]
    private static partial void LogPruned(ILogger logger, int removed, long bytes, int kept);
}
