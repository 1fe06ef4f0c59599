using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Publishes the ends of requests until the broker has confirmed each. What was sent and not marked is sent again, under the same id.</summary>
internal sealed partial class OutboxLoop(RequestJournal journal, IMessagePublisher publisher, TimeProvider clock, ILogger<OutboxLoop> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        await foreach (var completed in journal.Unpublished.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await publisher.PublishAsync(OutgoingMessage.OfEvent(completed.EventId, completed), stoppingToken).ConfigureAwait(false);
                journal.MarkPublished(completed);
                pause = FirstPause;
            }
            catch (MessagingException e)
            {
                // Behind the others, so that one that the broker never takes holds up none.
                LogNotPublished(logger, completed.RequestId, e.Message);
                journal.PublishLater(completed);
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of request {Request} waits in the outbox: {Problem}")]
    private static partial void LogNotPublished(ILogger logger, RequestId request, string problem);
}
