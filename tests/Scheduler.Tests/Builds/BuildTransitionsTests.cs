using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class BuildTransitionsTests
{
    private static readonly DateTimeOffset Later = Given.Now.AddMinutes(5);
    private static readonly DigestReference Bundle = DigestReference.Of("registry.example.org/wolfi/cache", $"sha256:{new string('c', 64)}");

    [Fact]
    public void Receive_IsNamedByItsRequest()
    {
        var request = Given.Request("brotli");

        var build = BuildTransitions.Receive(request, "ann", "key", Given.Now);

        Assert.Equal((BuildId.Of(request.RequestId), BuildState.Received, "ann"), (build.Id, build.State, build.Requester));
        Assert.Equal([request.RequestId], build.Requests);
        Assert.Equal("registry.example.org/wolfi/bundles/outputs", build.OutputRepository);
    }

    [Fact]
    public void Join_Unfinished_IsListed_Once()
    {
        var build = Given.Build();
        var other = RequestId.New();

        var joined = BuildTransitions.Join(build, other)!;

        Assert.Equal([build.Requests[0], other], joined.Build.Requests);
        Assert.Empty(joined.Events);
        Assert.Null(BuildTransitions.Join(joined.Build, other));
    }

    [Fact]
    public void Join_WithdrawnOrDone_IsNot()
    {
        var withdrawn = Running(both: false) with { Withdrawn = [] };
        withdrawn = BuildTransitions.Withdraw(withdrawn, withdrawn.Requests[0], Later)!.Build;

        Assert.True(withdrawn.IsWithdrawn);
        Assert.Null(BuildTransitions.Join(withdrawn, RequestId.New()));
        Assert.Null(BuildTransitions.Join(Done(), RequestId.New()));
    }

    [Fact]
    public void Plan_TellsOfItAndQueues()
    {
        var request = Given.Request("brotli") with
        {
            Architectures = [Architecture.X86_64],
            Plan = [new PlanSummary { Architecture = Architecture.X86_64, Packages = 7, Digest = new string('e', 64) }],
        };

        var planned = BuildTransitions.Plan(Given.Build(request), Given.Plans(both: false), Later)!;

        var started = Assert.IsType<BuildStarted>(Assert.Single(planned.Events));
        Assert.Equal((1L, 1L), (started.Sequence, planned.Build.Sequence));
        Assert.Equal(["brotli"], Assert.Single(started.Plan).Packages.Select(p => p.Value));
        Assert.Equal(7, Assert.Single(started.PlanDifferences).Submitter!.Packages);
        Assert.Equal(BuildState.Queued, planned.Build.State);
        Assert.Null(BuildTransitions.Plan(planned.Build, Given.Plans(both: false), Later));
    }

    [Fact]
    public void Plan_NothingToDoAnywhere_IsDoneAtOnce()
    {
        var there = Given.Plan(Architecture.X86_64) with { AlreadyThere = [Given.Target("brotli", Architecture.X86_64)] };

        var planned = BuildTransitions.Plan(Given.Build(), [there, Given.Plan(Architecture.Aarch64)], Later)!;

        Assert.Equal(["BuildStarted", "JobCompleted", "JobCompleted", "BuildCompleted"], planned.Events.Select(e => e.GetType().Name));
        var completed = Assert.IsType<BuildCompleted>(planned.Events[^1]);
        Assert.Equal((BuildOutcome.Succeeded, CompletionReason.NothingToDo), (completed.Outcome, completed.Reason));
        Assert.Null(completed.StartedAt);
        Assert.Equal(PackageOutcome.AlreadyThere, Assert.Single(completed.Jobs[0].Packages).Outcome);
        Assert.Contains("no package is for aarch64", completed.Jobs[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NoArchitectureAtAll_IsDoneAtOnce()
    {
        var completed = Assert.IsType<BuildCompleted>(BuildTransitions.Plan(Given.Build(), [], Later)!.Events[^1]);

        Assert.Equal(CompletionReason.NothingToDo, completed.Reason);
    }

    [Fact]
    public void Plan_OneArchitectureWithNothingToDo_TheOtherDecides()
    {
        var planned = BuildTransitions.Plan(Given.Build(), [Given.Plan(Architecture.X86_64, "brotli"), Given.Plan(Architecture.Aarch64)], Later)!.Build;
        var running = BuildTransitions.StartJob(planned, Architecture.X86_64, "local", Later)!.Build;

        var ended = End(running, Architecture.X86_64, Given.Succeeded())!;

        Assert.Equal(CompletionReason.Completed, Assert.IsType<BuildCompleted>(ended.Events[^1]).Reason);
    }

    [Fact]
    public void Plan_CacheToWaitFor_Waits_ThenTakesItsBundle()
    {
        var (waiting, cache) = Waiting(optional: false);

        var taken = BuildTransitions.TakeCache(waiting, cache with { Outcome = CacheOutcome.Succeeded, Bundle = Bundle }, Later)!;

        Assert.Equal(BuildState.WaitingForCache, waiting.State);
        Assert.Equal((BuildState.Queued, Bundle, Later), (taken.Build.State, taken.Build.CacheBundle!.Value, taken.Build.Since));
        Assert.Null(BuildTransitions.StartJob(waiting, Architecture.X86_64, "local", Later));
        Assert.Null(BuildTransitions.TakeCache(taken.Build, cache, Later));
        Assert.Null(BuildTransitions.TakeCache(waiting, cache with { RequestId = RequestId.New() }, Later));
    }

    [Fact]
    public void TakeCache_Failed_EndsTheBuildWithItsSources()
    {
        var (waiting, cache) = Waiting(optional: false);

        var ended = BuildTransitions.TakeCache(waiting, cache, Later)!;

        var completed = Assert.IsType<BuildCompleted>(ended.Events[^1]);
        Assert.Equal((BuildOutcome.Failed, CompletionReason.CacheFailed), (completed.Outcome, completed.Reason));
        Assert.Contains("https://example.org/0.tar.gz: 404", completed.Message, StringComparison.Ordinal);
        Assert.EndsWith("and 5 more", completed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakeCache_FailedButOptional_GoesOnWithout()
    {
        var (waiting, cache) = Waiting(optional: true);

        var taken = BuildTransitions.TakeCache(waiting, cache, Later)!.Build;

        Assert.Equal((BuildState.Queued, null), (taken.State, taken.CacheBundle));
    }

    [Fact]
    public void StartJob_CountsTheAttempt_Once()
    {
        var started = BuildTransitions.StartJob(Given.Planned(Given.Build()), Architecture.X86_64, "local", Later)!;

        var told = Assert.IsType<JobStarted>(Assert.Single(started.Events));
        Assert.Equal((1, "local", 2L), (told.Attempt, told.Engine, told.Sequence));
        Assert.Equal((BuildState.Running, Later), (started.Build.State, started.Build.Since));
        Assert.Null(BuildTransitions.StartJob(started.Build, Architecture.X86_64, "local", Later));
        Assert.Null(BuildTransitions.StartJob(started.Build, Architecture.Aarch64, "local", Later));
    }

    [Fact]
    public void EndAttempt_LastJob_CompletesTheBuild()
    {
        var running = Running(both: true);

        var first = End(running, Architecture.X86_64, Given.Succeeded())!;
        var last = End(first.Build, Architecture.Aarch64, Given.Failed())!;

        Assert.IsType<JobCompleted>(Assert.Single(first.Events));
        var completed = Assert.IsType<BuildCompleted>(last.Events[^1]);
        Assert.Equal((BuildOutcome.Failed, CompletionReason.BuildFailed, "brotli failed"), (completed.Outcome, completed.Reason, completed.Message));
        Assert.Equal([BuildOutcome.Succeeded, BuildOutcome.Failed], completed.Jobs.Select(j => j.Outcome));
        Assert.Null(End(last.Build, Architecture.Aarch64, Given.Succeeded()));
    }

    [Fact]
    public void EndAttempt_OtherAttempt_IsIgnored() => Assert.Null(
        BuildTransitions.EndAttempt(Running(both: false), Architecture.X86_64, 2, Given.Succeeded(), Given.Plans(false)[0], Later));

    [Fact]
    public void EndAttempt_Lost_IsTriedThreeTimes_AndStartedAtIsTheFirst()
    {
        var build = Given.Planned(Given.Build());
        Transition ended = null!;
        for (var attempt = 1; attempt <= BuildTransitions.MostAttempts; attempt++)
        {
            build = BuildTransitions.StartJob(build, Architecture.X86_64, "local", Later.AddHours(attempt))!.Build;
            Assert.Equal(attempt, build.Jobs[0].Attempt);
            ended = End(build, Architecture.X86_64, Given.Lost())!;
            build = ended.Build;
            Assert.Equal(attempt < 3 ? JobState.Queued : JobState.Done, build.Jobs[0].State);
        }

        var completed = Assert.IsType<BuildCompleted>(ended.Events[^1]);
        Assert.Equal((BuildOutcome.Failed, CompletionReason.Lost), (completed.Outcome, completed.Reason));
        Assert.Equal(Later.AddHours(1), completed.StartedAt);
        Assert.Equal(3, completed.Jobs[0].Attempts);
        Assert.Equal(PackageOutcome.NotTried, Assert.Single(completed.Jobs[0].Packages).Outcome);
    }

    [Fact]
    public void EndAttempt_BuildsOwnFailure_IsNotTriedAgain() => Assert.Equal(BuildState.Done, End(Running(both: false), Architecture.X86_64, Given.Failed())!.Build.State);

    [Theory]
    [InlineData(BuildState.Received)]
    [InlineData(BuildState.WaitingForCache)]
    [InlineData(BuildState.Queued)]
    public void Withdraw_BeforeAnythingRuns_EndsAtOnce(BuildState state)
    {
        var build = state switch
        {
            BuildState.Received => Given.Build(),
            BuildState.WaitingForCache => Waiting(optional: false).Build,
            _ => Given.Planned(Given.Build()),
        };
        Assert.Equal(state, build.State);

        var withdrawn = BuildTransitions.Withdraw(build, build.Requests[0], Later)!;

        var completed = Assert.IsType<BuildCompleted>(withdrawn.Events[^1]);
        Assert.Equal((BuildOutcome.Cancelled, CompletionReason.Cancelled), (completed.Outcome, completed.Reason));
        Assert.Equal(BuildState.Done, withdrawn.Build.State);
    }

    [Fact]
    public void Withdraw_WhileRunning_EndsWhatWaitsAndLeavesTheRestToItsEnd()
    {
        var build = BuildTransitions.StartJob(Given.Planned(Given.Build(), both: true), Architecture.X86_64, "local", Later)!.Build;

        var withdrawn = BuildTransitions.Withdraw(build, build.Requests[0], Later)!;
        var ended = End(withdrawn.Build, Architecture.X86_64, Given.Lost())!;

        Assert.Equal(Architecture.Aarch64, Assert.IsType<JobCompleted>(Assert.Single(withdrawn.Events)).Result.Architecture);
        Assert.Equal(BuildState.Running, withdrawn.Build.State);
        Assert.Equal(BuildOutcome.Cancelled, Assert.IsType<BuildCompleted>(ended.Events[^1]).Outcome);
    }

    [Fact]
    public void Withdraw_WhileRunning_CompletionThatCameFirstStands()
    {
        var running = Running(both: false);
        var withdrawn = BuildTransitions.Withdraw(running, running.Requests[0], Later)!.Build;

        Assert.Equal(BuildOutcome.Succeeded, Assert.IsType<BuildCompleted>(End(withdrawn, Architecture.X86_64, Given.Succeeded())!.Events[^1]).Outcome);
    }

    [Fact]
    public void Withdraw_OneOfTwo_GoesOn()
    {
        var build = BuildTransitions.Join(Given.Build(), RequestId.New())!.Build;

        var first = BuildTransitions.Withdraw(build, build.Requests[1], Later)!;
        var second = BuildTransitions.Withdraw(first.Build, build.Requests[0], Later)!;

        Assert.Empty(first.Events);
        Assert.False(first.Build.IsWithdrawn);
        Assert.IsType<BuildCompleted>(second.Events[^1]);
        Assert.Null(BuildTransitions.Withdraw(first.Build, build.Requests[1], Later));
        Assert.Null(BuildTransitions.Withdraw(first.Build, RequestId.New(), Later));
        Assert.Null(BuildTransitions.Withdraw(second.Build, build.Requests[0], Later));
    }

    [Fact]
    public void End_KeepsJobsThatAreDone()
    {
        var half = End(Running(both: true), Architecture.X86_64, Given.Succeeded())!.Build;

        var ended = BuildTransitions.End(half, BuildOutcome.Failed, CompletionReason.Interrupted, "gone", Later)!;

        Assert.Equal([BuildOutcome.Succeeded, BuildOutcome.Failed], Assert.IsType<BuildCompleted>(ended.Events[^1]).Jobs.Select(j => j.Outcome));
        Assert.Equal(2, ended.Events.Count);
        Assert.Null(BuildTransitions.End(ended.Build, BuildOutcome.Failed, CompletionReason.Interrupted, "again", Later));
    }

    private static (Build Build, CacheCompleted Failed) Waiting(bool optional)
    {
        var wait = new CacheWait { RequestId = RequestId.New(), Optional = optional };
        var failed = new CacheCompleted
        {
            EventId = Guid.NewGuid(),
            OccurredAt = Later,
            Sequence = 1,
            RequestId = wait.RequestId,
            Outcome = CacheOutcome.Failed,
            Sources = [.. Enumerable.Range(0, 25).Select(i => new SourceResult { Uri = $"https://example.org/{i}.tar.gz", Outcome = SourceOutcome.Failed, Message = "404" })],
        };
        return (Given.Planned(Given.Build(Given.Request("brotli") with { WaitForCache = wait })), failed);
    }

    private static Build Running(bool both)
    {
        var build = BuildTransitions.StartJob(Given.Planned(Given.Build(), both), Architecture.X86_64, "local", Later)!.Build;
        return both ? BuildTransitions.StartJob(build, Architecture.Aarch64, "local", Later)!.Build : build;
    }

    private static Build Done() => End(Running(both: false), Architecture.X86_64, Given.Succeeded())!.Build;

    private static Transition? End(Build build, Architecture architecture, JobEnding ending) => BuildTransitions.EndAttempt(
        build, architecture, build.Jobs.First(j => j.Architecture == architecture).Attempt, ending, Given.Plan(architecture, "brotli"), Later);
}
