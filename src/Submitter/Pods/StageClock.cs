using System.Globalization;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Engines.Pods;

namespace Wolfictl.Submitter.Pods;

/// <summary>How long a pod may stay as it is. By this process's monotonic clock: events don't start it anew, only another stage or init container does.</summary>
internal sealed class StageClock
{
    private readonly PodTimeouts _timeouts;
    private readonly TimeProvider _clock;
    private (PodStage Stage, string? Container) _now = (PodStage.Pending, null);
    private long _since;

    public StageClock(PodTimeouts timeouts, TimeProvider clock)
    {
        _timeouts = timeouts;
        _clock = clock;
        _since = clock.GetTimestamp();
    }

    /// <summary>Until the stage has taken too long; null where the pod itself sees to that.</summary>
    public TimeSpan? Remaining => LimitOf(_now.Stage) is { } limit
        ? TimeSpan.FromTicks(Math.Max(0, (limit - _clock.GetElapsedTime(_since)).Ticks))
        : null;

    public void Enter(Pod pod, PodOutcome outcome)
    {
        // Between two init containers none runs: that belongs to the one before.
        var container = outcome.Stage == PodStage.Initializing
            ? pod.Status?.InitContainerStatuses?.FirstOrDefault(c => c.State?.Running is not null)?.Name ?? _now.Container
            : null;
        if (_now != (outcome.Stage, container))
        {
            _now = (outcome.Stage, container);
            _since = _clock.GetTimestamp();
        }
    }

    /// <summary>The limit that was reached, as a sentence.</summary>
    public string Limit(PodOutcome outcome)
    {
        var time = string.Create(CultureInfo.InvariantCulture, $"{LimitOf(_now.Stage)?.TotalSeconds:0} s");
        return _now.Stage switch
        {
            PodStage.Pending => $"It was still pending {time} after its creation (--pending-timeout).",
            PodStage.Initializing => $"{_now.Container ?? outcome.Container ?? "An init container"} took more than {time}.",
            _ => $"publish or upload took more than {time} after the build had ended.",
        };
    }

    private TimeSpan? LimitOf(PodStage stage) => stage switch
    {
        PodStage.Pending => _timeouts.Pending,
        PodStage.Initializing => _timeouts.Init,
        PodStage.Publishing => _timeouts.Publish,
        _ => null,
    };
}
