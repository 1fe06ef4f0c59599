using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Tests.Builds.Store;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class BuildUpdatesTests : IDisposable
{
    private const int Rounds = 200;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task CancelAgainstCompletion_TwoWriters_OneBuildCompletedEach()
    {
        // Two connections: as little in common as two schedulers would have.
        var (left, right) = (await _file.OpenAsync(), await _file.OpenAsync());
        var (canceller, completer) = (new BuildUpdates(left, new SchedulerSignals()), new BuildUpdates(right, new SchedulerSignals()));
        var builds = new List<BuildId>();
        for (var round = 0; round < Rounds; round++)
        {
            var build = Given.Planned(Given.Build(Given.Request("brotli") with { Force = true }));
            build = round % 2 == 0 ? build : BuildTransitions.StartJob(build, Architecture.X86_64, "local", Given.Now)!.Build;
            build = build with { Version = 0, Sequence = 0 };
            await left.AddAsync(build, None);
            builds.Add(build.Id);

            await Task.WhenAll(
                Task.Run(() => canceller.ApplyAsync(build.Id, b => BuildTransitions.Withdraw(b, b.Requests[0], Given.Now), None)),
                Task.Run(() => completer.ApplyAsync(build.Id, b => Complete(b), None)));
            await completer.ApplyAsync(build.Id, b => Complete(b), None);
        }

        var entries = (await left.ListUnpublishedAsync(int.MaxValue, None)).GroupBy(e => JsonDocument.Parse(e.Json).RootElement.GetProperty("buildId").GetString()).ToList();
        Assert.Equal(Rounds, entries.Count);
        Assert.All(entries, build =>
        {
            Assert.Single(build, e => e.Type == nameof(BuildCompleted));
            Assert.Equal(
                Enumerable.Range(1, build.Count()).Select(i => (long)i),
                build.Select(e => JsonDocument.Parse(e.Json).RootElement.GetProperty("sequence").GetInt64()));
        });
        foreach (var id in builds)
        {
            Assert.Equal(BuildState.Done, (await right.FindAsync(id, None))!.State);
        }
    }

    [Fact]
    public async Task Apply_NothingToChange_OrNoBuild_TellsSo()
    {
        var store = await _file.OpenAsync();
        var updates = new BuildUpdates(store, new SchedulerSignals());
        var build = Given.Build();
        await store.AddAsync(build, None);

        var unchanged = await updates.ApplyAsync(build.Id, _ => null, None);
        var missing = await updates.ApplyAsync(BuildId.Of(RequestId.New()), _ => throw new InvalidOperationException(), None);

        Assert.Equal((build.Id, false), (unchanged.Build!.Id, unchanged.Changed));
        Assert.Equal((null, false), missing);
    }

    [Fact]
    public async Task Apply_Changed_WakesTheLoops()
    {
        var store = await _file.OpenAsync();
        var signals = new SchedulerSignals();
        var build = Given.Build();
        await store.AddAsync(build, None);
        var next = signals.Next;

        var (after, changed) = await new BuildUpdates(store, signals).ApplyAsync(build.Id, b => BuildTransitions.Join(b, RequestId.New()), None);

        Assert.True(changed);
        Assert.True(next.IsCompleted);
        Assert.Equal(after!.Version, (await store.FindAsync(build.Id, None))!.Version);
    }

    private static Transition? Complete(Build build) => build.State == BuildState.Running
        ? BuildTransitions.EndAttempt(build, Architecture.X86_64, 1, Given.Succeeded(), Given.Plans(both: false)[0], Given.Now)
        : BuildTransitions.End(build, BuildOutcome.Failed, CompletionReason.QueueTimeout, "late", Given.Now);
}
