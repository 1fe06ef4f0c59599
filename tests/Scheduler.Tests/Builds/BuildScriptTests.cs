using Wolfictl.Contracts;
using Wolfictl.Scheduler.Builds;
using Wolfictl.Scheduler.Builds.Store;

namespace Wolfictl.Scheduler.Tests.Builds;

/// <summary>Random scripts of everything that can happen to a build, in any order.</summary>
public sealed class BuildScriptTests
{
    private const int Scripts = 500;
    private static readonly DateTimeOffset Later = Given.Now.AddMinutes(5);

    [Fact]
    public void AnyScript_HasOneBuildCompletedAtItsEndAndSequencesWithoutGaps()
    {
        for (var seed = 0; seed < Scripts; seed++)
        {
            var random = new Random(seed);
            var waits = random.Next(4) == 0;
            var request = Given.Request("brotli") with { WaitForCache = waits ? new CacheWait { RequestId = RequestId.New(), Optional = random.Next(2) == 0 } : null };
            var build = Given.Build(request);
            var events = new List<object>();
            for (var step = 0; step < 60; step++)
            {
                Apply(Step(random, build));
            }

            Apply(BuildTransitions.End(build, BuildOutcome.Failed, CompletionReason.Interrupted, "the script is over", Later));

            Assert.Equal(BuildState.Done, build.State);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => EventHead.Of(e).Sequence));
            Assert.True(events.Count(e => e is BuildCompleted) == 1 && events[^1] is BuildCompleted, $"seed {seed}: {string.Join(' ', events.Select(e => e.GetType().Name))}");
            Assert.Equal(events.Count, events.Select(e => EventHead.Of(e).EventId).Distinct().Count());
            Assert.Equal(build.Jobs.Count, events.Count(e => e is JobCompleted));
            Assert.True(build.Jobs.All(j => j.Attempt <= BuildTransitions.MostAttempts));

            void Apply(Transition? transition)
            {
                build = transition?.Build ?? build;
                events.AddRange(transition?.Events ?? []);
            }
        }
    }

    private static Transition? Step(Random random, Build build)
    {
        var architecture = Architectures.All[random.Next(2)];
        var job = build.Jobs.FirstOrDefault(j => j.Architecture == architecture);
        return random.Next(14) switch
        {
            0 => BuildTransitions.Join(build, RequestId.New()),
            1 => BuildTransitions.Plan(build, random.Next(5) == 0 ? [Given.Plan(Architecture.X86_64)] : Given.Plans(both: random.Next(2) == 0), Later),
            2 => BuildTransitions.TakeCache(
                build,
                new CacheCompleted
                {
                    EventId = Guid.NewGuid(),
                    OccurredAt = Later,
                    Sequence = 1,
                    RequestId = build.Request.WaitForCache?.RequestId ?? RequestId.New(),
                    Outcome = random.Next(2) == 0 ? CacheOutcome.Succeeded : CacheOutcome.Failed,
                },
                Later),
            3 when random.Next(3) == 0 => BuildTransitions.Withdraw(build, build.Requests[random.Next(build.Requests.Count)], Later),
            4 when random.Next(8) == 0 => BuildTransitions.End(build, BuildOutcome.Failed, CompletionReason.QueueTimeout, "late", Later),
            >= 5 and < 9 => BuildTransitions.StartJob(build, architecture, "local", Later),
            >= 9 => BuildTransitions.EndAttempt(
                build,
                architecture,
                (job?.Attempt ?? 1) - (random.Next(4) == 0 ? 1 : 0),
                new[] { Given.Succeeded(), Given.Failed(), Given.Lost(), Given.Lost() }[random.Next(4)],
                Given.Plan(architecture, "brotli"),
                Later),
            _ => null,
        };
    }
}
