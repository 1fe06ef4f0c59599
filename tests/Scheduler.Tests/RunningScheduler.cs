using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Tests;

/// <summary>The whole scheduler as it is wired, on either bus, and the events that it tells.</summary>
internal sealed class RunningScheduler : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly IHost _host;
    private readonly Heard _heard;

    private RunningScheduler(IHost host, Heard heard)
    {
        _host = host;
        _heard = heard;
    }

    public IServiceProvider Services => _host.Services;

    /// <param name="broker">None for the in-memory bus.</param>
    public static async Task<RunningScheduler> StartAsync(SchedulerOptions options, BrokerUri? broker = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var heard = new Heard();
        builder.Services.AddSingleton(heard);
        builder.Services.AddScheduler(options);
        if (broker is null)
        {
            builder.Services.AddInMemoryBus(Consumers);
        }
        else
        {
            builder.Services.AddRabbitMqBus(broker, "wolfictl-test", Consumers);
        }

        // MassTransit keeps the first factory of a process for good: it must not be one that ends with a test.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<MassTransitHostOptions>(o =>
        {
            o.WaitUntilStarted = true;
            o.StopTimeout = TimeSpan.FromSeconds(5);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new RunningScheduler(host, heard);
    }

    public Task PublishAsync(OutgoingMessage message) => Services.GetRequiredService<IMessagePublisher>().PublishAsync(message, CancellationToken.None);

    /// <summary>Every event up to the first BuildCompleted of a request, that included.</summary>
    public async Task<IReadOnlyList<object>> UntilCompletedAsync(RequestId request)
    {
        using var limit = new CancellationTokenSource(Patience);
        var events = new List<object>();
        do
        {
            events.Add(await _heard.Events.Reader.ReadAsync(limit.Token));
        }
        while (events[^1] is not BuildCompleted completed || !completed.Requests.Contains(request));

        return events;
    }

    /// <summary>Waits for the next event.</summary>
    public async Task<object> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _heard.Events.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(TimeSpan.FromSeconds(10));
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void Consumers(IBusRegistrationConfigurator bus)
    {
        bus.AddSchedulerConsumers();
        bus.AddConsumer<Listener>();
    }

    internal sealed class Heard
    {
        public Channel<object> Events { get; } = Channel.CreateUnbounded<object>();
    }

    internal sealed class Listener(Heard heard) : IConsumer<BuildStarted>, IConsumer<JobStarted>, IConsumer<JobCompleted>, IConsumer<BuildCompleted>
    {
        public Task Consume(ConsumeContext<BuildStarted> context) => AddAsync(context.Message);

        public Task Consume(ConsumeContext<JobStarted> context) => AddAsync(context.Message);

        public Task Consume(ConsumeContext<JobCompleted> context) => AddAsync(context.Message);

        public Task Consume(ConsumeContext<BuildCompleted> context) => AddAsync(context.Message);

        private Task AddAsync(object message) => heard.Events.Writer.WriteAsync(message).AsTask();
    }
}
