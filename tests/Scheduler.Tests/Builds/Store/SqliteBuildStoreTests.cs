using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Tests.Builds.Store;

public sealed class SqliteBuildStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Migrate_EmptyAndAgain_IsUsable()
    {
        var store = await _file.OpenAsync();
        await store.MigrateAsync(None);
        Assert.True(await store.AddAsync(Given.Build(), None));

        var again = await _file.OpenAsync();

        Assert.Single(await again.ListUnfinishedAsync(None));
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(m => m.Version));
    }

    [Fact]
    public async Task Migrate_LaterSchema_IsRefusedAndLeftAlone()
    {
        (await _file.OpenAsync()).Dispose();
        _file.Execute("PRAGMA user_version = 99");
        using var store = new SqliteBuildStore(_file.File);

        var refused = await Assert.ThrowsAsync<StoreException>(() => store.MigrateAsync(None));

        Assert.Contains($"{_file.File} was written by a later version of wolfictl (schema 99", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no database, and long enough to be looked at as one: it has more than a hundred bytes, as the header of a file would")]
    public async Task Migrate_NoDatabase_SaysWhichFile(string content)
    {
        await File.WriteAllTextAsync(_file.File, content);
        using var store = new SqliteBuildStore(_file.File);

        Assert.Contains(_file.File, (await Assert.ThrowsAsync<StoreException>(() => store.MigrateAsync(None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullBuild_ReopenedAfterDispose_IsTheSame()
    {
        var request = Given.Request("brotli", "libstdc++") with
        {
            Architectures = [Architecture.X86_64, Architecture.Aarch64],
            TargetFormat = TargetFormat.Package,
            Priority = BuildPriority.High,
            Cpu = Quantity.Parse("500m"),
            CacheBundle = DigestReference.Of("oci:/a b", $"sha256:{new string('c', 64)}"),
        };
        var store = await _file.OpenAsync();
        var build = Given.Build(request);
        await store.AddAsync(build, None);
        build = await SaveAsync(store, BuildTransitions.Plan(build, Given.Plans(both: true), Given.Now)!, Given.Plans(both: true));
        build = await SaveAsync(store, BuildTransitions.StartJob(build, Architecture.X86_64, "local", Given.Now)!);
        build = await SaveAsync(store, BuildTransitions.EndAttempt(build, Architecture.X86_64, 1, Given.Failed(), Given.Plans(true)[0], Given.Now)!);
        store.Dispose();

        var reopened = await _file.OpenAsync();
        var found = await reopened.FindAsync(build.Id, None);
        var plan = await reopened.FindPlanAsync(build.Id, Architecture.Aarch64, None);

        Assert.Equal(JsonSerializer.Serialize(build, StoreJson.Default.Build), JsonSerializer.Serialize(found, StoreJson.Default.Build));
        Assert.Equivalent(build, found, strict: true);
        Assert.Equivalent(Given.Plans(both: true)[1], plan, strict: true);
        Assert.Null(await reopened.FindPlanAsync(BuildId.Of(RequestId.New()), Architecture.Aarch64, None));
        Assert.Equal(["BuildStarted", "JobStarted", "JobCompleted"], (await reopened.ListUnpublishedAsync(100, None)).Select(e => e.Type));
    }

    [Fact]
    public async Task Save_OlderVersion_IsRefused_WithItsEvents()
    {
        var store = await _file.OpenAsync();
        var build = Given.Build();
        await store.AddAsync(build, None);
        var first = BuildTransitions.Withdraw(build, build.Requests[0], Given.Now)!;
        var second = BuildTransitions.Plan(build, Given.Plans(both: false), Given.Now)!;

        Assert.True(await store.SaveAsync(first, null, None));
        Assert.False(await store.SaveAsync(second, Given.Plans(both: false), None));

        Assert.Equal(["BuildCompleted"], (await store.ListUnpublishedAsync(100, None)).Select(e => e.Type));
        Assert.Null(await store.FindPlanAsync(build.Id, Architecture.X86_64, None));
        Assert.Equal(BuildState.Done, (await store.FindAsync(build.Id, None))!.State);
    }

    [Fact]
    public async Task Add_ContentOfAnUnfinishedBuild_IsRefused_OfAFinishedOneTaken()
    {
        var store = await _file.OpenAsync();
        var first = Given.Build(Given.Request("brotli"));
        var second = Given.Build(Given.Request("brotli"));
        Assert.Equal(first.ContentKey, second.ContentKey);
        Assert.True(await store.AddAsync(first, None));

        Assert.False(await store.AddAsync(second, None));
        Assert.Null(await store.FindByRequestAsync(second.Requests[0], None));
        Assert.Equal(first.Id, (await store.FindUnfinishedAsync(second.ContentKey, None))!.Id);

        await SaveAsync(store, BuildTransitions.Withdraw(first, first.Requests[0], Given.Now)!);
        Assert.Null(await store.FindUnfinishedAsync(second.ContentKey, None));
        Assert.True(await store.AddAsync(second, None));
    }

    [Fact]
    public async Task Add_RequestThatIsKnown_IsRefused_AlsoOneThatJoined()
    {
        var store = await _file.OpenAsync();
        var build = Given.Build();
        var joining = Given.Request("zlib");
        await store.AddAsync(build, None);
        await SaveAsync(store, BuildTransitions.Join(build, joining.RequestId)!);

        Assert.False(await store.AddAsync(build with { ContentKey = "another" }, None));
        Assert.False(await store.AddAsync(Given.Build(joining), None));

        Assert.Equal(build.Id, (await store.FindByRequestAsync(joining.RequestId, None))!.Id);
        Assert.Single(await store.ListUnfinishedAsync(None));
        Assert.Null(await store.FindAsync(BuildId.Of(joining.RequestId), None));
    }

    [Fact]
    public async Task ListUnfinished_HighPriorityFirstThenTheOldest()
    {
        var store = await _file.OpenAsync();
        var builds = new List<Build>();
        foreach (var (name, priority, minute) in new[] { ("a", BuildPriority.Low, 0), ("b", BuildPriority.Normal, 3), ("c", BuildPriority.High, 9), ("d", BuildPriority.Normal, 1) })
        {
            var build = Given.Build(Given.Request(name) with { Priority = priority }) with { ReceivedAt = Given.Now.AddMinutes(minute) };
            await store.AddAsync(build, None);
            builds.Add(build);
        }

        var listed = await store.ListUnfinishedAsync(None);

        Assert.Equal(["c", "d", "b", "a"], listed.Select(b => b.Request.Packages[0].Value));
    }

    [Fact]
    public async Task Outbox_KeepsOrder_AndForgetsWhatWasConfirmed()
    {
        var store = await _file.OpenAsync();
        var (build, _) = await WithEventsAsync(store);
        var all = await store.ListUnpublishedAsync(100, None);

        Assert.Equal([all[0]], await store.ListUnpublishedAsync(1, None));
        Assert.Equal([1L, 2L], all.Select(SequenceOf));
        await store.MarkPublishedAsync([all[0].Position], None);
        await store.MarkPublishedAsync([], None);

        Assert.Equal([all[1]], await store.ListUnpublishedAsync(100, None));
        Assert.Equal(build.Id, (await store.FindAsync(build.Id, None))!.Id);
    }

    [Fact]
    public async Task Republish_KeepsIdsAndOrder_AndTellsTheRequestsAsTheyAreNow()
    {
        var store = await _file.OpenAsync();
        var (build, events) = await WithEventsAsync(store);
        await store.MarkPublishedAsync([.. (await store.ListUnpublishedAsync(100, None)).Select(e => e.Position)], None);
        var joined = await SaveAsync(store, BuildTransitions.Join(build, RequestId.New())!);

        // The state of before the join is what a slower writer would have in hand.
        await store.RepublishAsync(build, None);

        var again = await store.ListUnpublishedAsync(100, None);
        Assert.Equal(events.Select(e => EventHead.Of(e).EventId), again.Select(e => e.EventId));
        Assert.Equal([1L, 2L], again.Select(SequenceOf));
        Assert.All(again, e => Assert.Equal(
            joined.Requests.Select(r => r.ToString()),
            JsonDocument.Parse(e.Json).RootElement.GetProperty("requests").EnumerateArray().Select(r => r.GetString())));
    }

    [Fact]
    public async Task Republish_WhileOnItsWay_IsPublishedOnceMore()
    {
        var store = await _file.OpenAsync();
        var (build, _) = await WithEventsAsync(store);
        var onTheirWay = await store.ListUnpublishedAsync(100, None);

        await store.RepublishAsync(build, None);
        await store.MarkPublishedAsync([.. onTheirWay.Select(e => e.Position)], None);

        Assert.Equal(onTheirWay.Select(e => e.EventId), (await store.ListUnpublishedAsync(100, None)).Select(e => e.EventId));
    }

    [Fact]
    public async Task Republish_TwoBuilds_TouchesOne()
    {
        var store = await _file.OpenAsync();
        var (first, _) = await WithEventsAsync(store);
        var (second, _) = await WithEventsAsync(store);
        await store.MarkPublishedAsync([.. (await store.ListUnpublishedAsync(100, None)).Select(e => e.Position)], None);

        await store.RepublishAsync(second, None);
        await store.RepublishAsync(second, None);

        var entries = await store.ListUnpublishedAsync(100, None);
        Assert.Equal(2, entries.Count);
        Assert.DoesNotContain(entries, e => e.Json.Contains(first.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithdrawalsAndCaches_AreRememberedTheFirstTime()
    {
        var store = await _file.OpenAsync();
        var request = RequestId.New();
        var cache = new CacheCompleted { EventId = Guid.NewGuid(), OccurredAt = Given.Now, Sequence = 1, RequestId = request, Outcome = CacheOutcome.Succeeded };

        Assert.False(await store.WasWithdrawnAsync(request, None));
        Assert.Null(await store.FindCacheAsync(request, None));
        for (var i = 0; i < 2; i++)
        {
            await store.RememberWithdrawalAsync(request, None);
            await store.RememberCacheAsync(cache with { Outcome = i == 0 ? CacheOutcome.Succeeded : CacheOutcome.Failed }, None);
        }

        Assert.True(await store.WasWithdrawnAsync(request, None));
        Assert.Equal(CacheOutcome.Succeeded, (await store.FindCacheAsync(request, None))!.Outcome);
    }

    private static long SequenceOf(OutboxEntry entry) => JsonDocument.Parse(entry.Json).RootElement.GetProperty("sequence").GetInt64();

    private static async Task<Build> SaveAsync(SqliteBuildStore store, Transition transition, IReadOnlyList<JobPlan>? plans = null)
    {
        Assert.True(await store.SaveAsync(transition, plans, None));
        return (await store.FindAsync(transition.Build.Id, None))!;
    }

    private static async Task<(Build Build, IReadOnlyList<object> Events)> WithEventsAsync(SqliteBuildStore store)
    {
        var build = Given.Build(Given.Request("brotli") with { Force = true });
        await store.AddAsync(build, None);
        var planned = BuildTransitions.Plan(build, Given.Plans(both: false), Given.Now)!;
        build = await SaveAsync(store, planned, Given.Plans(both: false));
        var started = BuildTransitions.StartJob(build, Architecture.X86_64, "local", Given.Now)!;
        build = await SaveAsync(store, started);
        return (build, [.. planned.Events, .. started.Events]);
    }
}
