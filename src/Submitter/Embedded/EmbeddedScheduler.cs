using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolfictl.CacheWorker;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler;
using Wolfictl.Scheduler.Logs;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Embedded;

/// <summary>The real scheduler inside this process, on the in-memory bus. Disposed, it leaves no process behind.</summary>
internal sealed class EmbeddedScheduler : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly RequestId _request;

    private EmbeddedScheduler(IHost host, RequestId request)
    {
        _host = host;
        _request = request;
    }

    /// <summary>Publishes to it.</summary>
    public IMessagePublisher Publisher => _host.Services.GetRequiredService<IMessagePublisher>();

    /// <summary>Its events.</summary>
    public IBuildEvents Events => _host.Services.GetRequiredService<EmbeddedEvents>();

    /// <summary>Starts it on the state in <paramref name="folder"/>, with a cache worker that fetches so beside it, where builds wait for one.</summary>
    public static async Task<EmbeddedScheduler> StartAsync(RunFolder folder, FetchOptions? fetch, Action<JobLogLine> follow)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<EmbeddedEvents>();
        builder.Services.AddScheduler(folder.Options(), follow);
        if (fetch is not null)
        {
            builder.Services.AddCacheWorker(folder.CacheOptions(fetch));
        }

        builder.Services.AddInMemoryBus(bus =>
        {
            bus.AddSchedulerConsumers();
            if (fetch is not null)
            {
                bus.AddCacheWorkerConsumers();
            }

            bus.AddConsumer<EmbeddedEventsConsumer>();
        });
        var host = builder.Build();
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        return new EmbeddedScheduler(host, RequestId.Parse(Path.GetFileName(folder.Root)));
    }

    /// <summary>Withdraws this run's request.</summary>
    public Task CancelAsync() => Publisher.PublishAsync(
        OutgoingMessage.Of(new BuildCancelRequested { RequestId = _request, RequestedAt = TimeProvider.System.GetUtcNow(), Reason = "interrupted" }),
        CancellationToken.None);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
    }
}
