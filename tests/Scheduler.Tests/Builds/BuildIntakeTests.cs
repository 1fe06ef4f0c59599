using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Tests.Builds.Store;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class BuildIntakeTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFile _file = new();
    private SqliteBuildStore _store = null!;
    private BuildUpdates _updates = null!;
    private BuildIntake _intake = null!;

    public async Task InitializeAsync()
    {
        _store = await _file.OpenAsync();
        var signals = new SchedulerSignals();
        _updates = new BuildUpdates(_store, signals);
        _intake = new BuildIntake(_store, _updates, signals, new ManualClock(Given.Now), NullLogger<BuildIntake>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Accept_SameRequestThrice_IsOneBuildWhoseStateIsPublishedAgain()
    {
        var request = Given.Request("brotli");
        await _intake.AcceptAsync(request, "ann", None);
        await _updates.ApplyAsync(BuildId.Of(request.RequestId), b => BuildTransitions.Plan(b, Given.Plans(both: false), Given.Now), None);
        var first = await PublishAsync();

        await _intake.AcceptAsync(request, "ann", None);
        var second = await PublishAsync();
        await _intake.AcceptAsync(request, "ann", None);
        var third = await PublishAsync();

        Assert.Single(await _store.ListUnfinishedAsync(None));
        Assert.Single(first);
        Assert.Equal(first.Select(e => (e.EventId, e.Json)), second.Select(e => (e.EventId, e.Json)));
        Assert.Equal(first.Select(e => (e.EventId, e.Json)), third.Select(e => (e.EventId, e.Json)));
    }

    [Fact]
    public async Task Accept_SameRequestManyTimesAtOnce_IsOneBuild()
    {
        var other = Given.Request("brotli");
        var request = Given.Request("brotli");
        await _intake.AcceptAsync(other, null, None);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _intake.AcceptAsync(request, null, None))));

        var build = Assert.Single(await _store.ListUnfinishedAsync(None));
        Assert.Equal([other.RequestId, request.RequestId], build.Requests);
    }

    [Fact]
    public async Task Accept_SameContent_JoinsAndIsToldWhatHappenedBefore()
    {
        var (first, second) = (Given.Request("brotli"), Given.Request("brotli"));
        await _intake.AcceptAsync(first, null, None);
        await _updates.ApplyAsync(BuildId.Of(first.RequestId), b => BuildTransitions.Plan(b, Given.Plans(both: false), Given.Now), None);
        await PublishAsync();

        await _intake.AcceptAsync(second, null, None);

        var told = Assert.Single(await PublishAsync());
        Assert.Equal([first.RequestId, second.RequestId], JsonSerializer.Deserialize(told.Json, ContractsJson.Default.BuildStarted)!.Requests);
        Assert.Equal(BuildId.Of(first.RequestId), (await _store.FindByRequestAsync(second.RequestId, None))!.Id);
    }

    [Fact]
    public async Task Accept_SameContentForced_IsABuildOfItsOwn()
    {
        await _intake.AcceptAsync(Given.Request("brotli"), null, None);
        await _intake.AcceptAsync(Given.Request("brotli") with { Force = true }, null, None);

        Assert.Equal(2, (await _store.ListUnfinishedAsync(None)).Count);
    }

    [Fact]
    public async Task Accept_SameContentOfOneThatIsBeingWithdrawn_IsABuildOfItsOwn()
    {
        var (first, second) = (Given.Request("brotli"), Given.Request("brotli"));
        await _intake.AcceptAsync(first, null, None);
        await _updates.ApplyAsync(BuildId.Of(first.RequestId), b => BuildTransitions.Plan(b, Given.Plans(both: false), Given.Now), None);
        await _updates.ApplyAsync(BuildId.Of(first.RequestId), b => BuildTransitions.StartJob(b, Architecture.X86_64, "local", Given.Now), None);
        await _intake.WithdrawAsync(first.RequestId, None);

        await _intake.AcceptAsync(second, null, None);

        Assert.Equal(BuildId.Of(second.RequestId), (await _store.FindByRequestAsync(second.RequestId, None))!.Id);
        Assert.Equal(2, (await _store.ListUnfinishedAsync(None)).Count);
    }

    [Fact]
    public async Task Withdraw_BeforeTheRequest_EndsItWhenItComes()
    {
        var request = Given.Request("brotli");

        await _intake.WithdrawAsync(request.RequestId, None);
        await _intake.AcceptAsync(request, null, None);

        Assert.Empty(await _store.ListUnfinishedAsync(None));
        Assert.Equal(nameof(BuildCompleted), Assert.Single(await PublishAsync()).Type);
    }

    [Fact]
    public async Task Withdraw_Done_PublishesItsStateAgain()
    {
        var request = Given.Request("brotli");
        await _intake.AcceptAsync(request, null, None);
        await _intake.WithdrawAsync(request.RequestId, None);
        var first = await PublishAsync();

        await _intake.WithdrawAsync(request.RequestId, None);

        Assert.Equal(first.Select(e => e.EventId), (await PublishAsync()).Select(e => e.EventId));
    }

    [Fact]
    public async Task Accept_Malformed_IsRefusedAndNotStored()
    {
        await Assert.ThrowsAsync<RefusedRequestException>(() => _intake.AcceptAsync(Given.Request() with { Profile = "" }, null, None));

        Assert.Empty(await _store.ListUnfinishedAsync(None));
    }

    private async Task<IReadOnlyList<OutboxEntry>> PublishAsync()
    {
        var entries = await _store.ListUnpublishedAsync(1_000, None);
        await _store.MarkPublishedAsync([.. entries.Select(e => e.Position)], None);
        return entries;
    }
}
