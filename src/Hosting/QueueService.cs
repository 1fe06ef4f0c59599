using System.CommandLine;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Health;
using Wolfictl.Hosting.Messaging;
using CommandException = Wolfictl.Hosting.CommandLine.CommandException;

namespace Wolfictl.Hosting;

/// <summary>A process that serves queues of RabbitMQ: what <c>run</c> and <c>setup</c> of each have in common.</summary>
public sealed record QueueService
{
    private static readonly TimeSpan DeclareTime = TimeSpan.FromSeconds(20);

    /// <summary>As in <c>wolfictl-scheduler</c>.</summary>
    public required string Process { get; init; }

    /// <summary>What one is called, as in <c>scheduler</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>The queues that it consumes.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Adds its consumers.</summary>
    public required Action<IBusRegistrationConfigurator> Consumers { get; init; }

    /// <summary>The command <c>setup</c>: declares exchanges and queues, so that requests are taken before the process has ever run.</summary>
    public Command SetupCommand()
    {
        var queue = new QueueOption();
        var command = new Command("setup", "Declare the exchanges and queues on RabbitMQ. Safe to run again.") { queue };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var broker = queue.Read(parse) ?? throw new CommandException(ExitCodes.Usage, $"--queue (or {QueueOption.Variable}) is needed: the RabbitMQ to set up.");

            // First by a connection that says at once why it can't be had; the bus would try for ever.
            await BrokerConnections.CheckAsync(broker, $"{Process} setup", cancellationToken).ConfigureAwait(false);
            await DeclareAsync(broker, cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"Declared on {broker}: {string.Join(", ", Queues)}, and a .parked queue beside each.").ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Serves until the process is told to stop.</summary>
    /// <param name="broker">Where the queues are.</param>
    /// <param name="stateDirectory">Its folder, which it locks.</param>
    /// <param name="health">Where it answers health checks.</param>
    /// <param name="about">What else the line at the start tells, as in <c>engine local</c>; may be empty.</param>
    /// <param name="services">Adds its services.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit status.</returns>
    /// <exception cref="CommandException">Another process uses the folder.</exception>
    public async Task<int> RunAsync(BrokerUri broker, string stateDirectory, Uri health, string about, Action<IServiceCollection> services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        using var turn = StateLock.TryTake(stateDirectory)
            ?? throw new CommandException(ExitCodes.Failed, $"{stateDirectory} is in use by another process: give each {Noun} a --state of its own.");
        var builder = ServiceHost.CreateBuilder(Process, health);
        services(builder.Services);
        builder.Services.AddRabbitMqBus(broker, Process, Consumers);
        builder.Services.AddBrokerHealth(broker, Process, Queues);
        await using var app = builder.Build();
        app.MapHealth();
        await Console.Error.WriteLineAsync(
            $"{Process} {ProcessVersion.Current}: queue {broker}, {(about.Length > 0 ? $"{about}, " : "")}state {stateDirectory}, health {health}").ConfigureAwait(false);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new CommandException(ExitCodes.Failed, $"{health} can't be answered on: {e.Message} Choose another address with --health.", e);
        }

        await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);

        // A loop that died has stopped the process; its supervisor is to start it again.
        var died = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(loop => loop.ExecuteTask?.IsFaulted == true);
        return died ? ExitCodes.Failed : Environment.ExitCode;
    }

    private async Task DeclareAsync(BrokerUri broker, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRabbitMqBus(broker, $"{Process} setup", Consumers, topologyOnly: true);
        await using var provider = services.BuildServiceProvider();
        var bus = provider.GetRequiredService<IBusControl>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DeclareTime);
        await bus.StartAsync(limit.Token).ConfigureAwait(false);
        await bus.StopAsync(limit.Token).ConfigureAwait(false);
    }
}
