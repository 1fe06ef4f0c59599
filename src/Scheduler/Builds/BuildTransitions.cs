using Wolfictl.Contracts;
using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Builds;

/// <summary>
/// Everything that can happen to a build, as pure functions. A function that has nothing to change gives none: a cancel that comes after the completion loses, and the other way round.
/// </summary>
public static class BuildTransitions
{
    /// <summary>A job whose attempts were lost is started again at most so often.</summary>
    public const int MostAttempts = 3;

    /// <summary>A build begins with its first request.</summary>
    public static Build Receive(BuildRequested request, string? requester, string contentKey, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new Build
        {
            Id = BuildId.Of(request.RequestId),
            State = BuildState.Received,
            Request = request,
            Requester = requester,
            ContentKey = contentKey,
            Requests = [request.RequestId],
            ReceivedAt = now,
            Since = now,
            CacheBundle = request.CacheBundle,
        };
    }

    /// <summary>Another request for the same content.</summary>
    public static Transition? Join(Build build, RequestId request)
    {
        ArgumentNullException.ThrowIfNull(build);
        return build.State == BuildState.Done || build.Requests.Contains(request) || build.IsWithdrawn
            ? null
            : new Transition(build with { Requests = [.. build.Requests, request] }, []);
    }

    /// <summary>It has been planned. Architectures with nothing to do are done at once.</summary>
    public static Transition? Plan(Build build, IReadOnlyList<JobPlan> plans, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(build);
        if (build.State != BuildState.Received)
        {
            return null;
        }

        var events = new EventLog(build, now);
        var waits = build.Request.WaitForCache is not null && build.CacheBundle is null;
        events.Add(head => new BuildStarted
        {
            EventId = head.EventId,
            OccurredAt = now,
            Sequence = head.Sequence,
            BuildId = build.Id,
            Requests = build.Requests,
            SourceBundle = build.Request.SourceBundle,
            Plan = [.. plans.Select(p => p.ToContract())],
            PlanDifferences = PlanComparison.Compare(build.Request, plans),
        });
        var jobs = new List<Job>();
        foreach (var plan in plans)
        {
            var job = new Job { Architecture = plan.Architecture, State = JobState.Queued };
            jobs.Add(plan.Packages.Count > 0 ? job : Finish(job, JobResults.NothingToDo(plan), events));
        }

        var next = build with { State = waits ? BuildState.WaitingForCache : BuildState.Queued, Since = now, Jobs = jobs };
        return CompleteIfDone(next, events);
    }

    /// <summary>The cache request that it waits for is done.</summary>
    public static Transition? TakeCache(Build build, CacheCompleted cache, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(cache);
        if (build.State != BuildState.WaitingForCache || build.Request.WaitForCache is not { } wait || wait.RequestId != cache.RequestId)
        {
            return null;
        }

        if (cache.Outcome == CacheOutcome.Succeeded || wait.Optional)
        {
            return new Transition(build with { State = BuildState.Queued, Since = now, CacheBundle = cache.Bundle }, []);
        }

        var failed = cache.Sources.Where(s => s.Outcome == SourceOutcome.Failed).ToList();
        var named = string.Join("; ", failed.Take(20).Select(s => $"{s.Uri}: {s.Message}"));
        var more = failed.Count > 20 ? $"; and {failed.Count - 20} more" : "";
        return End(build, BuildOutcome.Failed, CompletionReason.CacheFailed, $"{cache.Message ?? "its sources could not be cached"} {named}{more}".TrimEnd(), now);
    }

    /// <summary>An attempt at a job is wanted.</summary>
    public static Transition? StartJob(Build build, Architecture architecture, string engine, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(build);
        if (build.State is not (BuildState.Queued or BuildState.Running) || build.IsWithdrawn || JobOf(build, architecture) is not { State: JobState.Queued } job)
        {
            return null;
        }

        var events = new EventLog(build, now);
        var started = job with { State = JobState.Running, Attempt = job.Attempt + 1, StartedAt = now };
        events.Add(head => new JobStarted
        {
            EventId = head.EventId,
            OccurredAt = now,
            Sequence = head.Sequence,
            BuildId = build.Id,
            Requests = build.Requests,
            Architecture = architecture,
            Attempt = started.Attempt,
            Engine = engine,
        });
        var since = build.State == BuildState.Running ? build.Since : now;
        return events.Seal(With(build, started) with { State = BuildState.Running, Since = since });
    }

    /// <summary>The engine says that an attempt is over. What was lost on the way waits for another one while any is left.</summary>
    public static Transition? EndAttempt(Build build, Architecture architecture, int attempt, JobEnding ending, JobPlan plan, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(ending);
        if (build.State == BuildState.Done || JobOf(build, architecture) is not { State: JobState.Running } job || job.Attempt != attempt)
        {
            return null;
        }

        var infrastructure = ending.Class == FailureClass.Infrastructure && ending.Outcome == BuildOutcome.Failed;
        if (infrastructure && attempt < MostAttempts && !build.IsWithdrawn)
        {
            return new Transition(With(build, job with { State = JobState.Queued }), []);
        }

        var events = new EventLog(build, now);
        var result = build.IsWithdrawn && infrastructure ? JobResults.Cancelled(job, plan) : JobResults.Of(job, ending, plan, now);
        return CompleteIfDone(With(build, Finish(job, result, events)), events);
    }

    /// <summary>A request is withdrawn; when none is left, what waits ends here and what runs is stopped by the reconciler.</summary>
    public static Transition? Withdraw(Build build, RequestId request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(build);
        if (build.State == BuildState.Done || !build.Requests.Contains(request) || build.Withdrawn.Contains(request))
        {
            return null;
        }

        var next = build with { Withdrawn = [.. build.Withdrawn, request] };
        if (!next.IsWithdrawn)
        {
            return new Transition(next, []);
        }

        return next.Jobs.Any(j => j.State == JobState.Running)
            ? EndQueuedJobs(next, now)
            : End(next, BuildOutcome.Cancelled, CompletionReason.Cancelled, "withdrawn by those who asked for it", now);
    }

    /// <summary>The whole build ends now, whatever its jobs were at.</summary>
    public static Transition? End(Build build, BuildOutcome outcome, CompletionReason reason, string message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(build);
        if (build.State == BuildState.Done)
        {
            return null;
        }

        var events = new EventLog(build, now);
        var jobs = build.Jobs
            .Select(job => job.State == JobState.Done ? job : Finish(job, JobResults.Ended(job, outcome, reason, message, now), events))
            .ToList();
        return Complete(build with { Jobs = jobs }, outcome, reason, message, events);
    }

    private static Transition EndQueuedJobs(Build build, DateTimeOffset now)
    {
        var events = new EventLog(build, now);
        var jobs = build.Jobs
            .Select(job => job.State == JobState.Queued
                ? Finish(job, JobResults.Ended(job, BuildOutcome.Cancelled, CompletionReason.Cancelled, "withdrawn by those who asked for it", now), events)
                : job)
            .ToList();
        return events.Seal(build with { Jobs = jobs });
    }

    private static Job? JobOf(Build build, Architecture architecture) => build.Jobs.FirstOrDefault(j => j.Architecture == architecture);

    private static Build With(Build build, Job job) =>
        build with { Jobs = [.. build.Jobs.Select(j => j.Architecture == job.Architecture ? job : j)] };

    private static Job Finish(Job job, JobResult result, EventLog events)
    {
        events.Add(head => new JobCompleted
        {
            EventId = head.EventId,
            OccurredAt = events.Now,
            Sequence = head.Sequence,
            BuildId = events.Build.Id,
            Requests = events.Build.Requests,
            Result = result,
        });
        return job with { State = JobState.Done, Result = result };
    }

    private static Transition CompleteIfDone(Build build, EventLog events)
    {
        if (build.Jobs.Any(j => j.State != JobState.Done))
        {
            return events.Seal(build);
        }

        var decisive = build.Jobs.Select(j => j.Result!).OrderBy(r => r.Outcome switch
        {
            BuildOutcome.Failed => 0,
            BuildOutcome.Cancelled => 1,
            _ => r.Reason == CompletionReason.NothingToDo ? 3 : 2,
        }).FirstOrDefault();
        return decisive is null
            ? Complete(build, BuildOutcome.Succeeded, CompletionReason.NothingToDo, "nothing to do", events)
            : Complete(build, decisive.Outcome, decisive.Reason, decisive.Message, events);
    }

    private static Transition Complete(Build build, BuildOutcome outcome, CompletionReason reason, string? message, EventLog events)
    {
        events.Add(head => new BuildCompleted
        {
            EventId = head.EventId,
            OccurredAt = events.Now,
            Sequence = head.Sequence,
            BuildId = build.Id,
            Requests = build.Requests,
            Outcome = outcome,
            Reason = reason,
            Message = message,
            StartedAt = build.State == BuildState.Running ? build.Since : null,
            Jobs = [.. build.Jobs.Select(j => j.Result!)],
        });
        return events.Seal(build with { State = BuildState.Done, Since = events.Now });
    }
}
