using Microsoft.Extensions.Logging;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Builds;

/// <summary>Takes what comes over the bus, and knows no bus: validated, stored, and back within moments.</summary>
public sealed partial class BuildIntake(
    IBuildStore store,
    BuildUpdates updates,
    SchedulerSignals signals,
    TimeProvider clock,
    ILogger<BuildIntake> logger)
{
    /// <summary>Takes a request: a new build, one joined, or one known already, whose state is then published again.</summary>
    public async Task AcceptAsync(BuildRequested request, string? requester, CancellationToken cancellationToken)
    {
        RequestShape.Check(request);
        var key = ContentKey.Of(request);
        while (true)
        {
            if (await store.FindByRequestAsync(request.RequestId, cancellationToken).ConfigureAwait(false) is { } known)
            {
                LogKnown(logger, request.RequestId, known.Id);
                await RepublishAsync(known, cancellationToken).ConfigureAwait(false);
                await WithdrawIfAskedAsync(request.RequestId, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (await store.FindUnfinishedAsync(key, cancellationToken).ConfigureAwait(false) is { } unfinished)
            {
                var (joined, changed) = await updates.ApplyAsync(unfinished.Id, b => BuildTransitions.Join(b, request.RequestId), cancellationToken).ConfigureAwait(false);
                if (changed)
                {
                    LogJoined(logger, request.RequestId, joined!.Id);
                    await RepublishAsync(joined, cancellationToken).ConfigureAwait(false);
                    await WithdrawIfAskedAsync(request.RequestId, cancellationToken).ConfigureAwait(false);
                    return;
                }

                // It ended, or is about to: this request has a build of its own.
                key = ContentKey.Of(request with { Force = true });
            }

            var build = BuildTransitions.Receive(request, requester, key, clock.GetUtcNow());
            if (await store.AddAsync(build, cancellationToken).ConfigureAwait(false))
            {
                LogReceived(logger, build.Id, request.Packages.Count, request.SourceBundle);
                await WithdrawIfAskedAsync(request.RequestId, cancellationToken).ConfigureAwait(false);
                signals.Raise();
                return;
            }
        }
    }

    /// <summary>Withdraws a request, also one that has not come yet; one that is done has its state published again.</summary>
    public async Task WithdrawAsync(RequestId request, CancellationToken cancellationToken)
    {
        await store.RememberWithdrawalAsync(request, cancellationToken).ConfigureAwait(false);
        if (await store.FindByRequestAsync(request, cancellationToken).ConfigureAwait(false) is not { } build)
        {
            return;
        }

        var (current, changed) = await updates.ApplyAsync(build.Id, b => BuildTransitions.Withdraw(b, request, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        if (changed)
        {
            LogWithdrawn(logger, request, build.Id);
        }
        else if (current!.State == BuildState.Done)
        {
            await RepublishAsync(current, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A cache request is done: builds that wait for it go on, those that come later find it.</summary>
    public async Task TakeCacheAsync(CacheCompleted cache, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cache);
        await store.RememberCacheAsync(cache, cancellationToken).ConfigureAwait(false);
        signals.Raise();
    }

    private async Task WithdrawIfAskedAsync(RequestId request, CancellationToken cancellationToken)
    {
        if (await store.WasWithdrawnAsync(request, cancellationToken).ConfigureAwait(false))
        {
            await WithdrawAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RepublishAsync(Build build, CancellationToken cancellationToken)
    {
        await store.RepublishAsync(build, cancellationToken).ConfigureAwait(false);
        signals.Raise();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Build {Build} received: {Packages} packages named, of {Bundle}")]
    private static partial void LogReceived(ILogger logger, BuildId build, int packages, DigestReference bundle);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} joined build {Build}")]
    private static partial void LogJoined(ILogger logger, RequestId request, BuildId build);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} is known, build {Build}: its state is published again")]
    private static partial void LogKnown(ILogger logger, RequestId request, BuildId build);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} of build {Build} withdrawn")]
    private static partial void LogWithdrawn(ILogger logger, RequestId request, BuildId build);
}
