using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>
/// Runs attempts as child processes on this machine. Never a default of wolfictl-scheduler: whoever may submit runs commands here.
/// </summary>
internal sealed partial class LocalEngine(
    SchedulerOptions options,
    LocalAttemptRunner runner,
    SchedulerSignals signals,
    TimeProvider clock,
    ILogger<LocalEngine> logger) : IJobEngine, IAsyncDisposable
{
    private readonly ConcurrentDictionary<JobKey, RunningAttempt> _attempts = new();
    private readonly SemaphoreSlim _sweep = new(1, 1);
    private bool _swept;

    public string Name => "local";

    public int Capacity => options.MaxJobs;

    public async Task<IReadOnlyList<JobSighting>> ListAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        return [.. _attempts.Select(a => new JobSighting(a.Key, a.Value.Ending))];
    }

    public Task StartAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var attempt = new RunningAttempt();
        if (_attempts.TryAdd(spec.Key, attempt))
        {
            attempt.Task = Task.Run(() => RunAsync(spec, attempt), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(JobKey key, CancellationToken cancellationToken) =>
        _attempts.TryGetValue(key, out var attempt) ? attempt.Stop.CancelAsync() : Task.CompletedTask;

    public Task ForgetAsync(JobKey key, CancellationToken cancellationToken)
    {
        if (_attempts.TryRemove(key, out var attempt))
        {
            attempt.Folder?.Delete();
            attempt.Stop.Dispose();
        }

        return Task.CompletedTask;
    }

    /// <summary>The process ends: nothing that it started may outlive it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var attempt in _attempts.Values)
        {
            await attempt.Stop.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_attempts.Values.Select(a => a.Task)).ConfigureAwait(false);
    }

    private async Task RunAsync(JobSpec spec, RunningAttempt attempt)
    {
        try
        {
            var folder = AttemptFolder.Create(options.WorkDirectory, spec.Key);
            attempt.Folder = folder;
            attempt.Ending = await runner.RunAsync(spec, folder, attempt.Stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailed(logger, spec.Key, e);
            attempt.Ending = new JobEnding
            {
                Outcome = BuildOutcome.Failed,
                Reason = CompletionReason.EngineFailed,
                Class = FailureClass.Infrastructure,
                Message = $"the local engine could not run it: {e.Message}",
                FinishedAt = clock.GetUtcNow(),
            };
        }

        signals.Raise();
    }

    /// <summary>Once, before anything else: kills what a scheduler that is gone left behind, and lists those attempts as lost.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _swept))
        {
            return;
        }

        await _sweep.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var folder in _swept ? [] : await LeftOvers.KillAsync(options.WorkDirectory, clock).ConfigureAwait(false))
            {
                LogLeftOver(logger, folder.Job);
                _attempts.TryAdd(folder.Job, new RunningAttempt
                {
                    Folder = folder,
                    Ending = new JobEnding
                    {
                        Outcome = BuildOutcome.Failed,
                        Reason = CompletionReason.Lost,
                        Class = FailureClass.Infrastructure,
                        Message = "the scheduler that ran it is gone",
                    },
                });
            }

            Volatile.Write(ref _swept, true);
        }
        finally
        {
            _sweep.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Attempt {Job} could not be run")]
    private static partial void LogFailed(ILogger logger, JobKey job, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Job} is left over from a scheduler that is gone; nothing of it runs any more")]
    private static partial void LogLeftOver(ILogger logger, JobKey job);

    private sealed class RunningAttempt
    {
        private volatile JobEnding? _ending;

        public CancellationTokenSource Stop { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;

        public AttemptFolder? Folder { get; set; }

        public JobEnding? Ending
        {
            get => _ending;
            set => _ending = value;
        }
    }
}
