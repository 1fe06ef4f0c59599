using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.Health;

/// <summary>
/// Asks the broker, over a short-lived connection of its own, whether this process's queues have a consumer and are being emptied. A bus can be dead and call itself healthy.
/// After 45 s without either, while the broker answers, the process is ended so that its supervisor starts it again; a live consumer needs up to 30 s to come back.
/// </summary>
internal sealed partial class BrokerWatchdog(
    BrokerUri broker,
    string process,
    IReadOnlyList<string> queues,
    BrokerState state,
    DeliveryCounter deliveries,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<BrokerWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stalls = queues.ToDictionary(q => q, _ => new QueueStall(Patience, clock));
        using var timer = new PeriodicTimer(Interval, clock);
        await Task.Delay(Settling, clock, stoppingToken).ConfigureAwait(false);
        do
        {
            try
            {
                state.Problem = await AskAsync(stalls, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                state.Problem = e is MessagingException ? e.Message : $"RabbitMQ at {broker} did not answer: {e.Message}";
                LogUnreachable(logger, state.Problem);
                foreach (var stall in stalls.Values)
                {
                    stall.Reset();
                }
            }

            if (stalls.FirstOrDefault(s => s.Value.IsOver) is { Key: { } queue })
            {
                LogStalled(logger, queue, Patience.TotalSeconds);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task<string?> AskAsync(Dictionary<string, QueueStall> stalls, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Interval);
        var connection = await BrokerConnections.OpenAsync(broker, $"{process} watchdog", limit.Token).ConfigureAwait(false);
        try
        {
            string? problem = null;
            foreach (var (queue, stall) in stalls)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: limit.Token).ConfigureAwait(false);
                var answer = await channel.QueueDeclarePassiveAsync(queue, limit.Token).ConfigureAwait(false);
                stall.Observe(answer.ConsumerCount, answer.MessageCount, deliveries.Count);
                problem ??= answer.ConsumerCount == 0 ? $"no consumer on {queue}" : null;
            }

            return problem;
        }
        finally
        {
            await connection.AbortAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogUnreachable(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Nothing has taken messages from {Queue} for {Seconds} s although the broker answers; ending, to be started again")]
    private static partial void LogStalled(ILogger logger, string queue, double seconds);
}
