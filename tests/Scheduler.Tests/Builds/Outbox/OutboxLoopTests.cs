using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Outbox;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Tests.Builds.Store;

namespace Wolfictl.Scheduler.Tests.Builds.Outbox;

public sealed class OutboxLoopTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFile _file = new();
    private readonly SchedulerSignals _signals = new();
    private SqliteBuildStore _store = null!;

    public async Task InitializeAsync() => _store = await _file.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task BrokerAwayThenBack_EachEventArrivesUnderItsOwnId_AndIsThenForgotten()
    {
        var events = await WithEventsAsync();
        var publisher = new ScriptedPublisher(failures: 5);
        using var loop = Loop(publisher);
        await loop.StartAsync(None);

        var sent = await publisher.ReadAsync(events.Count);
        await EmptyAsync();

        Assert.Equal(events.Order(), sent.Select(m => m.MessageId).Order());
        Assert.All(sent, m => Assert.False(m.Mandatory));
        Assert.True(publisher.Failed >= 5);
        await loop.StopAsync(None);
    }

    [Fact]
    public async Task SomeRefused_OnlyThoseAreSentAgain()
    {
        var events = await WithEventsAsync();
        var publisher = new ScriptedPublisher(failures: 0) { RefusedOnce = events[0] };
        using var loop = Loop(publisher);
        await loop.StartAsync(None);

        await publisher.ReadAsync(events.Count);
        await EmptyAsync();

        Assert.Equal(2, publisher.Tries[events[0]]);
        Assert.All(events.Skip(1), e => Assert.Equal(1, publisher.Tries[e]));
        await loop.StopAsync(None);
    }

    [Fact]
    public async Task RepublishedWhileOnItsWay_IsSentOnceMore()
    {
        var events = await WithEventsAsync();
        var publisher = new ScriptedPublisher(failures: 0) { Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        using var loop = Loop(publisher);
        await loop.StartAsync(None);
        await publisher.Started.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await _store.RepublishAsync((await _store.ListUnfinishedAsync(None)).Single(), None);
        publisher.Hold.SetResult();
        await publisher.ReadAsync(events.Count * 2);
        await EmptyAsync();

        Assert.All(events, e => Assert.Equal(2, publisher.Tries[e]));
        await loop.StopAsync(None);
    }

    private OutboxLoop Loop(ScriptedPublisher publisher) => new(_store, publisher, _signals, TimeProvider.System, NullLogger<OutboxLoop>.Instance);

    private async Task EmptyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await _store.ListUnpublishedAsync(1, limit.Token)).Count > 0)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private async Task<IReadOnlyList<Guid>> WithEventsAsync()
    {
        var build = Given.Build();
        await _store.AddAsync(build, None);
        var updates = new BuildUpdates(_store, _signals);
        await updates.ApplyAsync(build.Id, b => BuildTransitions.Plan(b, Given.Plans(both: true), Given.Now), None);
        foreach (var architecture in Architectures.All)
        {
            await updates.ApplyAsync(build.Id, b => BuildTransitions.StartJob(b, architecture, "local", Given.Now), None);
        }

        return [.. (await _store.ListUnpublishedAsync(100, None)).Select(e => e.EventId)];
    }

    /// <summary>Our own seam, scripted: fails so often, may hold the first sends, then confirms.</summary>
    private sealed class ScriptedPublisher(int failures) : IMessagePublisher
    {
        private readonly Channel<OutgoingMessage> _sent = Channel.CreateUnbounded<OutgoingMessage>();
        private int _failed;

        public int Failed => _failed;

        public Guid? RefusedOnce { get; init; }

        public TaskCompletionSource? Hold { get; init; }

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentDictionary<Guid, int> Tries { get; } = new();

        public async Task PublishAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var tries = Tries.AddOrUpdate(message.MessageId, 1, (_, n) => n + 1);
            Started.TrySetResult();
            await (Hold?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
            if (_failed < failures || (message.MessageId == RefusedOnce && tries == 1))
            {
                Interlocked.Increment(ref _failed);
                throw new MessagingException(MessagingFailure.Unreachable, "away");
            }

            await _sent.Writer.WriteAsync(message, cancellationToken);
        }

        public async Task<IReadOnlyList<OutgoingMessage>> ReadAsync(int count)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var sent = new List<OutgoingMessage>();
            while (sent.Count < count)
            {
                sent.Add(await _sent.Reader.ReadAsync(limit.Token));
            }

            return sent;
        }
    }
}
