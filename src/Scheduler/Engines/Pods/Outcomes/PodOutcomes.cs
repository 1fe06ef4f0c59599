using Wolfictl.Contracts;
using Wolfictl.Kubernetes.Events;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>
/// Tells what a build pod's status comes to: one pure function, for <c>wolfictl pod</c> and for the scheduler. What the cluster did to the pod comes first, then what its
/// containers did; a build that was killed for its memory is told as that, whatever its neighbours did then.
/// </summary>
public static class PodOutcomes
{
    // github.com/kubernetes/kubernetes, pkg/kubelet/images/types.go and pkg/kubelet/kuberuntime: what a container waits for in vain.
    private static readonly HashSet<string> ImageReasons =
        ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed"];

    private static readonly HashSet<string> StartReasons =
        ["CreateContainerConfigError", "CreateContainerError", "RunContainerError", "StartError", "PreCreateHookError", "PreStartHookError", "PostStartHookError", "CrashLoopBackOff"];

    private static readonly HashSet<string> LostReasons = ["NodeLost", "NodeShutdown", "Shutdown", "Terminated", "ContainerStatusUnknown"];

    /// <summary>What <paramref name="pod"/> comes to.</summary>
    /// <param name="pod">The pod as the cluster tells it.</param>
    /// <param name="events">Its events, which tell why it waits; may be empty.</param>
    /// <param name="gone">Whether it isn't there any more: then this is how it was last seen.</param>
    public static PodOutcome Of(Pod pod, IReadOnlyList<KubernetesEvent>? events = null, bool gone = false)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var status = pod.Status ?? new PodStatus();
        var build = Find(status, PodNames.Build);
        var outcome = OfCluster(pod, status, build) ?? OfBuild(status, build) ?? OfContainers(status, events ?? []) ?? OfPhase(status, build, events ?? []);
        outcome = outcome with { ExitCode = build?.State?.Terminated?.ExitCode };
        return gone && !outcome.IsFinal
            ? outcome with
            {
                Stage = PodStage.Failed,
                Reason = "Deleted",
                Message = "The pod was deleted before it ended.",
                Class = FailureClass.Infrastructure,
                Completion = CompletionReason.Lost,
            }
            : outcome;
    }

    private static PodOutcome? OfCluster(Pod pod, PodStatus status, ContainerStatus? build)
    {
        var reason = status.Reason ?? "";
        if (reason == "DeadlineExceeded")
        {
            return Failed("DeadlineExceeded", status.Message ?? "The pod took longer than it may as a whole.", FailureClass.Build, CompletionReason.DeadlineExceeded);
        }

        if (status.Phase == PodPhase.Unknown || LostReasons.Contains(reason))
        {
            return Failed(reason.Length > 0 ? reason : "NodeLost", status.Message ?? "The node does not answer.", FailureClass.Infrastructure, CompletionReason.Lost);
        }

        if (status.Phase == PodPhase.Failed && reason.Length > 0)
        {
            // Evicted, Preempting, OutOfcpu, OutOfmemory, NodeAffinity, UnexpectedAdmissionError: the kubelet's own words.
            return Failed(reason, status.Message ?? "", FailureClass.Infrastructure, CompletionReason.Lost);
        }

        if (Condition(status, "DisruptionTarget") is { Status: "True" } disrupted && status.Phase != PodPhase.Succeeded && build?.State?.Terminated is not { ExitCode: 0 })
        {
            return Failed(disrupted.Reason ?? "Disrupted", disrupted.Message ?? "", FailureClass.Infrastructure, CompletionReason.Lost);
        }

        return pod.Metadata.DeletionTimestamp is not null && status.Phase is not (PodPhase.Succeeded or PodPhase.Failed)
            ? Failed("Deleted", "Somebody asked for the pod's deletion.", FailureClass.Infrastructure, CompletionReason.Lost)
            : null;
    }

    /// <summary>A failed build, which publish and upload outlive.</summary>
    private static PodOutcome? OfBuild(PodStatus status, ContainerStatus? build)
    {
        if (build?.State?.Terminated is not { ExitCode: not 0 } ended)
        {
            return null;
        }

        var outcome = Describe(ended);
        return status.Phase is PodPhase.Failed or PodPhase.Succeeded || !IsAnyOpen(status)
            ? outcome
            : outcome with { Stage = PodStage.Publishing };
    }

    private static PodOutcome Describe(TerminatedState ended)
    {
        var message = Text(ended.Message);
        var outcome = ended switch
        {
            { Reason: "OOMKilled" } => Failed("OOMKilled", "The build took more memory than it may: ask for more with --ram and --ram-limit.", FailureClass.Build, CompletionReason.BuildFailed),
            { Reason: "ContainerStatusUnknown" } => Failed("ContainerStatusUnknown", message, FailureClass.Infrastructure, CompletionReason.Lost),
            { Reason: { } reason } when StartReasons.Contains(reason) || reason == "ContainerCannotRun" => Failed(reason, message, FailureClass.Infrastructure, CompletionReason.EngineFailed),
            { ExitCode: 124 or 137 } when message.StartsWith("DeadlineExceeded", StringComparison.Ordinal) =>
                Failed("DeadlineExceeded", message["DeadlineExceeded".Length..].TrimStart(':', ' '), FailureClass.Build, CompletionReason.DeadlineExceeded),
            { ExitCode: 137 or 143 } => Failed("Killed", $"The build was killed (status {ended.ExitCode}).", FailureClass.Infrastructure, CompletionReason.Lost),
            { ExitCode: 125 } when message.Length > 0 => Failed("Error", message, FailureClass.Build, CompletionReason.BuildFailed),
            _ => Failed("Error", $"make ended with status {ended.ExitCode}.", FailureClass.Build, CompletionReason.BuildFailed),
        };
        return outcome with { Container = PodNames.Build };
    }

    private static PodOutcome? OfContainers(PodStatus status, IReadOnlyList<KubernetesEvent> events)
    {
        foreach (var container in (status.InitContainerStatuses ?? []).Concat(status.ContainerStatuses ?? []))
        {
            if (container.State?.Waiting is { Reason: { } reason } waiting && (ImageReasons.Contains(reason) || StartReasons.Contains(reason)))
            {
                // Between two tries the status only says that there was one; the event says why it failed.
                var message = reason == "ImagePullBackOff" ? Why(events, "Failed", container.Image) ?? waiting.Message : waiting.Message;
                return Failed(reason, Text(message), FailureClass.Infrastructure, CompletionReason.EngineFailed) with { Container = container.Name };
            }

            if (container.Name != PodNames.Build && container.State?.Terminated is { ExitCode: not 0 } ended)
            {
                var completion = container.Name is PodNames.Publish or PodNames.Upload ? CompletionReason.PublishFailed : CompletionReason.EngineFailed;
                var outcome = Failed(ended.Reason ?? "Error", Ending(ended), FailureClass.Infrastructure, completion) with { Container = container.Name };

                // While make runs, its own end is worth waiting for.
                return status.Phase is PodPhase.Failed or PodPhase.Succeeded || !IsAnyOpen(status) ? outcome : null;
            }
        }

        return null;
    }

    private static PodOutcome OfPhase(PodStatus status, ContainerStatus? build, IReadOnlyList<KubernetesEvent> events)
    {
        switch (status.Phase)
        {
            case PodPhase.Succeeded:
                return new PodOutcome(PodStage.Succeeded, "Completed") { Completion = CompletionReason.Completed };
            case PodPhase.Failed:
                return Failed("Error", Text(status.Message), FailureClass.Infrastructure, CompletionReason.Lost);
            case PodPhase.Running when build?.State?.Terminated is not null:
                return new PodOutcome(PodStage.Publishing, "Publishing");
            case PodPhase.Running:
                return new PodOutcome(PodStage.Building, "Building");
        }

        if ((status.InitContainerStatuses ?? []).FirstOrDefault(c => c.State?.Running is not null) is { } running)
        {
            return new PodOutcome(PodStage.Initializing, "Initializing") { Container = running.Name };
        }

        if ((status.InitContainerStatuses ?? []).Any(c => c.State?.Terminated is not null))
        {
            return new PodOutcome(PodStage.Initializing, "Initializing");
        }

        if (Condition(status, "PodScheduled") is { Status: "False" } unscheduled)
        {
            return new PodOutcome(PodStage.Pending, unscheduled.Reason ?? "Unschedulable", Text(unscheduled.Message));
        }

        // What holds it up, if the cluster told: FailedMount, FailedCreatePodSandBox, FailedAttachVolume.
        var trouble = events.LastOrDefault(e => e is { Type: "Warning", Reason: { } reason } && reason.StartsWith("Failed", StringComparison.Ordinal));
        return trouble is not null
            ? new PodOutcome(PodStage.Pending, trouble.Reason!, Text(trouble.Message))
            : new PodOutcome(PodStage.Pending, (status.InitContainerStatuses ?? []).Select(c => c.State?.Waiting?.Reason).FirstOrDefault(r => r is not null and not "PodInitializing") ?? "Pending");
    }

    private static PodOutcome Failed(string reason, string message, FailureClass @class, CompletionReason completion) =>
        new(PodStage.Failed, reason, Text(message)) { Class = @class, Completion = completion };

    private static string Ending(TerminatedState ended)
    {
        var message = Text(ended.Message);
        return message.Length > 0 ? $"It ended with status {ended.ExitCode}: {message}" : $"It ended with status {ended.ExitCode}.";
    }

    private static string? Why(IReadOnlyList<KubernetesEvent> events, string reason, string? image) =>
        events.LastOrDefault(e => e.Reason == reason && e.Message is { } text && text.StartsWith("Failed to pull", StringComparison.Ordinal) && (string.IsNullOrEmpty(image) || text.Contains(image, StringComparison.Ordinal)))?.Message;

    private static ContainerStatus? Find(PodStatus status, string name) => (status.ContainerStatuses ?? []).FirstOrDefault(c => c.Name == name);

    private static PodCondition? Condition(PodStatus status, string type) => (status.Conditions ?? []).FirstOrDefault(c => c.Type == type);

    /// <summary>Whether a container runs, or is about to.</summary>
    private static bool IsAnyOpen(PodStatus status) => (status.ContainerStatuses ?? []).Any(c =>
        c.State?.Terminated is null && !(c.State?.Waiting?.Reason is { } reason && (ImageReasons.Contains(reason) || StartReasons.Contains(reason))));

    private static string Text(string? untrusted) => ClusterText.Of(untrusted);
}
