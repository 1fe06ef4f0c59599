using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Reconciling;
using Wolfictl.Scheduler.Tests.Builds.Store;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Scheduler.Tests.Reconciling;

public sealed class ReconcilerTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFile _file = new();
    private readonly ManualClock _clock = new(Given.Now);
    private readonly ScriptedEngine _engine = new();
    private SqliteBuildStore _store = null!;
    private BuildUpdates _updates = null!;
    private Reconciler _reconciler = null!;

    public async Task InitializeAsync()
    {
        _store = await _file.OpenAsync();
        _updates = new BuildUpdates(_store, new SchedulerSignals());
        _reconciler = new Reconciler(_store, _updates, _engine, Given.Options("/nowhere"), _clock, NullLogger<Reconciler>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Queued_StartsByPriorityThenAge_AsManyAsThereIsRoomFor()
    {
        _engine.Capacity = 2;
        var old = await QueuedAsync("old", BuildPriority.Normal, minute: 0);
        var late = await QueuedAsync("late", BuildPriority.Normal, minute: 2);
        var urgent = await QueuedAsync("urgent", BuildPriority.High, minute: 5);

        await ReconcileAsync();
        await ReconcileAsync();

        Assert.Equal([urgent, old], _engine.Started.Select(s => s.Key.Build));
        Assert.All(_engine.Started, s => Assert.Equal((1, TimeSpan.FromHours(6), "registry.example.org/wolfi/bundles/outputs"), (s.Key.Attempt, s.Timeout, s.OutputRepository)));
        Assert.Equal(BuildState.Queued, (await FindAsync(late)).State);

        _engine.End(_engine.Started[0].Key, Given.Succeeded());
        await ReconcileAsync();

        Assert.Equal(late, _engine.Started[2].Key.Build);
        Assert.Equal(BuildState.Done, (await FindAsync(urgent)).State);
    }

    [Fact]
    public async Task TwoArchitectures_AreTwoJobs()
    {
        _engine.Capacity = 2;
        var build = await QueuedAsync("brotli", both: true);

        await ReconcileAsync();

        Assert.Equal(Architectures.All, _engine.Started.Select(s => s.Key.Architecture));
        Assert.All(_engine.Started, s => Assert.Equal((build, s.Plan.Architecture), (s.Key.Build, s.Key.Architecture)));
    }

    [Fact]
    public async Task Ended_IsStoredThenForgotten()
    {
        var build = await QueuedAsync("brotli");
        await ReconcileAsync();
        var key = _engine.Started[0].Key;
        _engine.End(key, Given.Failed());

        await ReconcileAsync();

        Assert.Equal(CompletionReason.BuildFailed, (await CompletedAsync(build)).Reason);
        Assert.Equal([key], _engine.Forgotten);
        Assert.Single(_engine.Started);
    }

    [Fact]
    public async Task Lost_IsStartedAgainAsTheNextAttempt_ThreeTimesInAll()
    {
        var build = await QueuedAsync("brotli");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await ReconcileAsync();
            var key = _engine.Started[^1].Key;
            Assert.Equal(new JobKey(build, Architecture.X86_64, attempt), key);
            _engine.End(key, Given.Lost());
        }

        await ReconcileAsync();
        await ReconcileAsync();

        Assert.Equal(3, _engine.Started.Count);
        var completed = await CompletedAsync(build);
        Assert.Equal((BuildOutcome.Failed, CompletionReason.Lost, 3), (completed.Outcome, completed.Reason, completed.Jobs[0].Attempts));
    }

    [Fact]
    public async Task StartedButUnknownToTheEngine_IsStartedAsTheSameAttempt()
    {
        var build = await QueuedAsync("brotli");
        await ReconcileAsync();
        _engine.Vanish(_engine.Started[0].Key);

        await ReconcileAsync();

        Assert.Equal(2, _engine.Started.Count);
        Assert.Equal(_engine.Started[0].Key, _engine.Started[1].Key);
        Assert.Equal(1, (await FindAsync(build)).Jobs[0].Attempt);
    }

    [Fact]
    public async Task StartedButUnknown_NoRoom_Waits()
    {
        await QueuedAsync("brotli");
        await ReconcileAsync();
        _engine.Vanish(_engine.Started[0].Key);
        _engine.Has(new JobKey(BuildId.Of(RequestId.New()), Architecture.X86_64, 1));

        await ReconcileAsync();

        Assert.Single(_engine.Started);
    }

    [Fact]
    public async Task Orphan_AtWork_IsStopped_AndForgottenWhenItEnded()
    {
        var orphan = new JobKey(BuildId.Of(RequestId.New()), Architecture.X86_64, 1);
        _engine.Has(orphan);

        await ReconcileAsync();
        Assert.Equal([orphan], _engine.Stopped);
        Assert.Empty(_engine.Forgotten);

        _engine.End(orphan, Given.Lost());
        await ReconcileAsync();
        Assert.Equal([orphan], _engine.Forgotten);
    }

    [Fact]
    public async Task OlderAttempt_SeenAgain_ChangesNothing()
    {
        var build = await QueuedAsync("brotli");
        await ReconcileAsync();
        var first = _engine.Started[0].Key;
        _engine.End(first, Given.Lost());
        await ReconcileAsync();
        _engine.Has(first, Given.Succeeded());

        await ReconcileAsync();

        Assert.Equal((BuildState.Running, 2), ((await FindAsync(build)).State, (await FindAsync(build)).Jobs[0].Attempt));
        Assert.Equal(2, _engine.Forgotten.Count(k => k == first));
    }

    [Fact]
    public async Task Withdrawn_IsStoppedUntilItEnds()
    {
        var build = await QueuedAsync("brotli");
        await ReconcileAsync();
        await WithdrawAsync(build);

        await ReconcileAsync();
        Assert.Equal([_engine.Started[0].Key], _engine.Stopped);
        Assert.Equal(BuildState.Running, (await FindAsync(build)).State);

        _engine.End(_engine.Started[0].Key, new JobEnding { Outcome = BuildOutcome.Cancelled, Reason = CompletionReason.Cancelled });
        await ReconcileAsync();
        Assert.Equal(BuildOutcome.Cancelled, (await CompletedAsync(build)).Outcome);
        Assert.Single(_engine.Started);
    }

    [Fact]
    public async Task Withdrawn_UnknownToTheEngine_EndsWithoutAStart()
    {
        var build = await QueuedAsync("brotli");
        await ReconcileAsync();
        _engine.Vanish(_engine.Started[0].Key);
        await WithdrawAsync(build);

        await ReconcileAsync();

        Assert.Equal(BuildOutcome.Cancelled, (await CompletedAsync(build)).Outcome);
        Assert.Single(_engine.Started);
    }

    [Fact]
    public async Task Queued_TooLong_Fails()
    {
        _engine.Capacity = 0;
        var build = await QueuedAsync("brotli");
        _clock.Advance(TimeSpan.FromHours(24));
        await ReconcileAsync();
        Assert.Equal(BuildState.Queued, (await FindAsync(build)).State);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ReconcileAsync();

        Assert.Equal((BuildOutcome.Failed, CompletionReason.QueueTimeout), ((await CompletedAsync(build)).Outcome, (await CompletedAsync(build)).Reason));
    }

    [Fact]
    public async Task Running_TooLongForTheQueue_GoesOn()
    {
        var build = await QueuedAsync("brotli");
        await ReconcileAsync();
        _clock.Advance(TimeSpan.FromDays(3));

        await ReconcileAsync();

        Assert.Equal(BuildState.Running, (await FindAsync(build)).State);
    }

    [Fact]
    public async Task WaitingForCache_TakesWhatIsRemembered()
    {
        var wait = new CacheWait { RequestId = RequestId.New() };
        var build = await QueuedAsync("brotli", wait: wait);
        await ReconcileAsync();
        Assert.Empty(_engine.Started);
        var bundle = DigestReference.Of("registry.example.org/wolfi/cache", $"sha256:{new string('c', 64)}");
        await _store.RememberCacheAsync(
            new CacheCompleted { EventId = Guid.NewGuid(), OccurredAt = Given.Now, Sequence = 1, RequestId = wait.RequestId, Outcome = CacheOutcome.Succeeded, Bundle = bundle }, None);

        await ReconcileAsync();

        Assert.Equal((build, bundle), (Assert.Single(_engine.Started).Key.Build, _engine.Started[0].CacheBundle));
    }

    [Fact]
    public async Task WaitingForCache_TooLong_Fails()
    {
        var build = await QueuedAsync("brotli", wait: new CacheWait { RequestId = RequestId.New() });
        _clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));

        await ReconcileAsync();

        Assert.Equal(CompletionReason.CacheFailed, (await CompletedAsync(build)).Reason);
    }

    private async Task ReconcileAsync() => await _reconciler.ReconcileAsync(await _store.ListUnfinishedAsync(None), _engine.Seen, None);

    private async Task<BuildId> QueuedAsync(string package, BuildPriority priority = BuildPriority.Normal, int minute = 0, bool both = false, CacheWait? wait = null)
    {
        var build = Given.Build(Given.Request(package) with { Priority = priority, WaitForCache = wait }) with { ReceivedAt = Given.Now.AddMinutes(minute) };
        await _store.AddAsync(build, None);
        await _updates.ApplyAsync(build.Id, b => BuildTransitions.Plan(b, Given.Plans(both), Given.Now), None, Given.Plans(both));
        return build.Id;
    }

    private Task<(Build? Build, bool Changed)> WithdrawAsync(BuildId id) => _updates.ApplyAsync(id, b => BuildTransitions.Withdraw(b, b.Requests[0], Given.Now), None);

    private async Task<Build> FindAsync(BuildId id) => (await _store.FindAsync(id, None))!;

    private async Task<BuildCompleted> CompletedAsync(BuildId id) => Assert.Single(
        (await _store.ListUnpublishedAsync(1_000, None))
            .Where(e => e.Type == nameof(BuildCompleted))
            .Select(e => JsonSerializer.Deserialize(e.Json, ContractsJson.Default.BuildCompleted)!),
        c => c.BuildId == id);
}
