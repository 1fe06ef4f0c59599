using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Builds.Outbox;

/// <summary>Publishes the events of the outbox, in order, until the broker has confirmed each. What was sent and not marked is sent again, under the same id.</summary>
internal sealed partial class OutboxLoop(
    IBuildStore store,
    IMessagePublisher publisher,
    SchedulerSignals signals,
    TimeProvider clock,
    ILogger<OutboxLoop> logger) : BackgroundService
{
    private const int Batch = 64;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            var signal = signals.Next;
            var entries = await store.ListUnpublishedAsync(Batch, stoppingToken).ConfigureAwait(false);
            if (entries.Count == 0)
            {
                await SchedulerSignals.WaitAsync(signal, clock, stoppingToken).ConfigureAwait(false);
                continue;
            }

            if (await PublishAsync(entries, stoppingToken).ConfigureAwait(false))
            {
                pause = TimeSpan.FromMilliseconds(100);
                continue;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>All at once: the publisher bounds what is in flight. Tells whether all were confirmed.</summary>
    private async Task<bool> PublishAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        var sends = entries.Select(e => publisher.PublishAsync(new OutgoingMessage(e.EventId, e.Type, e.Json, Mandatory: false), cancellationToken)).ToList();
        var confirmed = new List<long>();
        MessagingException? failure = null;
        for (var i = 0; i < sends.Count; i++)
        {
            try
            {
                await sends[i].ConfigureAwait(false);
                confirmed.Add(entries[i].Position);
            }
            catch (MessagingException e)
            {
                failure = e;
            }
        }

        await store.MarkPublishedAsync(confirmed, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            LogNotPublished(logger, entries.Count - confirmed.Count, failure.Message);
        }

        return failure is null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events wait in the outbox: {Problem}")]
    private static partial void LogNotPublished(ILogger logger, int count, string problem);
}
