using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Commands;

/// <summary><c>wolfictl-scheduler setup</c>: declares exchanges and queues, so that requests are taken before a scheduler has ever run.</summary>
internal static class SetupCommand
{
    private const string Process = "wolfictl-scheduler setup";

    public static Command Create()
    {
        var queue = new QueueOption();
        var command = new Command("setup", "Declare the exchanges and queues on RabbitMQ. Safe to run again.") { queue };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var broker = queue.Read(parse) ?? throw new CommandException(ExitCodes.Usage, $"--queue (or {QueueOption.Variable}) is needed: the RabbitMQ to set up.");

            // First by a connection that says at once why it can't be had; the bus would try for ever.
            await BrokerConnections.CheckAsync(broker, Process, cancellationToken).ConfigureAwait(false);
            await DeclareAsync(broker, cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"Declared on {broker}: {Topology.BuildRequests}, {Topology.CancelRequests}, {Topology.CacheCompletions}, and a .parked queue beside each.").ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task DeclareAsync(BrokerUri broker, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRabbitMqBus(broker, Process, bus => bus.AddSchedulerConsumers(), topologyOnly: true);
        await using var provider = services.BuildServiceProvider();
        var bus = provider.GetRequiredService<MassTransit.IBusControl>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        await bus.StartAsync(limit.Token).ConfigureAwait(false);
        await bus.StopAsync(limit.Token).ConfigureAwait(false);
    }
}
