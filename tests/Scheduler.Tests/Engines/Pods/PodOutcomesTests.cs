using Wolfictl.Contracts;
using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Events;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Engines;
using Wolfictl.Scheduler.Engines.Pods;

namespace Wolfictl.Scheduler.Tests.Engines.Pods;

/// <summary>Statuses as clusters have them, and what they come to.</summary>
public sealed class PodOutcomesTests
{
    private static readonly ContainerStatus Done = Ended("init", 0, "Completed");
    private static readonly ContainerStatus Published = Ended("publish", 0, "Completed");

    public static TheoryData<string, Pod, PodStage, string, FailureClass, CompletionReason?, string?> Statuses { get; } = new()
    {
        { "just created", Pod(null), PodStage.Pending, "Pending", FailureClass.Build, null, null },
        { "no node fits", Pod(Pending() with { Conditions = [Condition("PodScheduled", "Unschedulable", "0/1 nodes are available: 1 Insufficient cpu.")] }), PodStage.Pending, "Unschedulable", FailureClass.Build, null, "Insufficient cpu" },
        { "made ready", Pod(Pending() with { InitContainerStatuses = [Waiting("init", "ContainerCreating")] }), PodStage.Pending, "ContainerCreating", FailureClass.Build, null, null },
        { "unpacks", Pod(Pending() with { InitContainerStatuses = [Running("init")], ContainerStatuses = [Waiting("build", "PodInitializing")] }), PodStage.Initializing, "Initializing", FailureClass.Build, null, null },
        { "between two init containers", Pod(Pending() with { InitContainerStatuses = [Done, Waiting("populate-cache", "PodInitializing")] }), PodStage.Initializing, "Initializing", FailureClass.Build, null, null },
        { "the bundle can't be pulled", Pod(Pending() with { InitContainerStatuses = [Waiting("init", "ErrImagePull", "rpc error: not found")] }), PodStage.Failed, "ErrImagePull", FailureClass.Infrastructure, CompletionReason.EngineFailed, "not found" },
        { "the bundle can't be pulled again", Pod(Pending() with { InitContainerStatuses = [Waiting("init", "ImagePullBackOff", "Back-off pulling image")] }), PodStage.Failed, "ImagePullBackOff", FailureClass.Infrastructure, CompletionReason.EngineFailed, "Back-off" },
        { "the image's name is none", Pod(Pending() with { InitContainerStatuses = [Waiting("init", "InvalidImageName", "couldn't parse image")] }), PodStage.Failed, "InvalidImageName", FailureClass.Infrastructure, CompletionReason.EngineFailed, "parse" },
        { "the image may not be pulled", Pod(Pending() with { InitContainerStatuses = [Done], ContainerStatuses = [Waiting("build", "ErrImageNeverPull", "policy")] }), PodStage.Failed, "ErrImageNeverPull", FailureClass.Infrastructure, CompletionReason.EngineFailed, "policy" },
        { "a secret is missing", Pod(Pending() with { InitContainerStatuses = [Done], ContainerStatuses = [Waiting("publish", "CreateContainerConfigError", "secret \"x\" not found")] }), PodStage.Failed, "CreateContainerConfigError", FailureClass.Infrastructure, CompletionReason.EngineFailed, "not found" },
        { "a container can't be made", Pod(Pending() with { InitContainerStatuses = [Waiting("init", "CreateContainerError", "name in use")] }), PodStage.Failed, "CreateContainerError", FailureClass.Infrastructure, CompletionReason.EngineFailed, "name in use" },
        { "the bundle does not unpack", Pod(Failed() with { InitContainerStatuses = [Ended("init", 1, "Error", "no space left")] }), PodStage.Failed, "Error", FailureClass.Infrastructure, CompletionReason.EngineFailed, "no space left" },
        { "unpacking takes too much memory", Pod(Failed() with { InitContainerStatuses = [Ended("init", 137, "OOMKilled")] }), PodStage.Failed, "OOMKilled", FailureClass.Infrastructure, CompletionReason.EngineFailed, "137" },
        { "builds", Pod(Runs(Running("build"), Running("publish"))), PodStage.Building, "Building", FailureClass.Build, null, null },
        { "publishes", Pod(Runs(Ended("build", 0, "Completed"), Running("publish"))), PodStage.Publishing, "Publishing", FailureClass.Build, null, null },
        { "failed, and publishes", Pod(Runs(Ended("build", 2, "Error"), Running("publish"))), PodStage.Publishing, "Error", FailureClass.Build, CompletionReason.BuildFailed, "status 2" },
        { "failed before publish began", Pod(Runs(Ended("build", 2, "Error"), Waiting("publish", "ContainerCreating"))), PodStage.Publishing, "Error", FailureClass.Build, CompletionReason.BuildFailed, "status 2" },
        { "all well", Pod(new PodStatus { Phase = PodPhase.Succeeded, ContainerStatuses = [Ended("build", 0, "Completed"), Published] }), PodStage.Succeeded, "Completed", FailureClass.Build, CompletionReason.Completed, null },
        { "make failed", Pod(Failed(Ended("build", 2, "Error"), Published)), PodStage.Failed, "Error", FailureClass.Build, CompletionReason.BuildFailed, "status 2" },
        { "out of memory", Pod(Failed(Ended("build", 137, "OOMKilled"), Published)), PodStage.Failed, "OOMKilled", FailureClass.Build, CompletionReason.BuildFailed, "--ram-limit" },
        { "out of memory, and publishing failed then", Pod(Failed(Ended("publish", 1, "Error"), Ended("build", 137, "OOMKilled"))), PodStage.Failed, "OOMKilled", FailureClass.Build, CompletionReason.BuildFailed, "memory" },
        { "make took too long", Pod(Failed(Ended("build", 124, "Error", "DeadlineExceeded: the build took more than 60 s."), Published)), PodStage.Failed, "DeadlineExceeded", FailureClass.Build, CompletionReason.DeadlineExceeded, "60 s" },
        { "no key", Pod(Failed(Ended("build", 125, "Error", "There is no signing key."), Published)), PodStage.Failed, "Error", FailureClass.Build, CompletionReason.BuildFailed, "no signing key" },
        { "killed by the node", Pod(Failed(Ended("build", 137, "Error"), Published)), PodStage.Failed, "Killed", FailureClass.Infrastructure, CompletionReason.Lost, "137" },
        { "the sdk image has no bash", Pod(Failed(Ended("build", 128, "StartError", "exec: bash: not found"))), PodStage.Failed, "StartError", FailureClass.Infrastructure, CompletionReason.EngineFailed, "bash" },
        { "the node came back without it", Pod(Failed(Ended("build", 137, "ContainerStatusUnknown", "could not be located"))), PodStage.Failed, "ContainerStatusUnknown", FailureClass.Infrastructure, CompletionReason.Lost, "located" },
        { "publishing failed", Pod(Failed(Ended("build", 0, "Completed"), Ended("publish", 3, "Error", "connection refused"))), PodStage.Failed, "Error", FailureClass.Infrastructure, CompletionReason.PublishFailed, "connection refused" },
        { "publishing failed while make goes on", Pod(Runs(Running("build"), Ended("publish", 3, "Error"))), PodStage.Building, "Building", FailureClass.Build, null, null },
        { "upload failed", Pod(Failed(Ended("build", 0, "Completed"), Published, Ended("upload", 1, "Error"))), PodStage.Failed, "Error", FailureClass.Infrastructure, CompletionReason.PublishFailed, "status 1" },
        { "evicted", Pod(Failed(Ended("build", 137, "Error")) with { Reason = "Evicted", Message = "The node was low on resource: ephemeral-storage." }), PodStage.Failed, "Evicted", FailureClass.Infrastructure, CompletionReason.Lost, "ephemeral-storage" },
        { "the node has no room after all", Pod(Failed() with { Reason = "OutOfcpu", Message = "Node didn't have enough resource" }), PodStage.Failed, "OutOfcpu", FailureClass.Infrastructure, CompletionReason.Lost, "enough" },
        { "the pod's deadline", Pod(Failed() with { Reason = "DeadlineExceeded", Message = "Pod was active on the node longer than the specified deadline" }), PodStage.Failed, "DeadlineExceeded", FailureClass.Build, CompletionReason.DeadlineExceeded, "deadline" },
        { "the node is lost", Pod(Runs(Running("build")) with { Reason = "NodeLost", Message = "Node x which was running pod y is unresponsive" }), PodStage.Failed, "NodeLost", FailureClass.Infrastructure, CompletionReason.Lost, "unresponsive" },
        { "the state can't be told", Pod(new PodStatus { Phase = PodPhase.Unknown }), PodStage.Failed, "NodeLost", FailureClass.Infrastructure, CompletionReason.Lost, "does not answer" },
        { "the node shuts down", Pod(Failed() with { Reason = "Terminated", Message = "Pod was terminated in response to imminent node shutdown." }), PodStage.Failed, "Terminated", FailureClass.Infrastructure, CompletionReason.Lost, "shutdown" },
        { "preempted", Pod(Runs(Running("build")) with { Conditions = [Condition("DisruptionTarget", "PreemptionByScheduler", "preempting to accommodate a higher priority pod", "True")] }), PodStage.Failed, "PreemptionByScheduler", FailureClass.Infrastructure, CompletionReason.Lost, "priority" },
        { "being deleted", Pod(Runs(Running("build"))) with { Metadata = new ObjectMeta { DeletionTimestamp = DateTimeOffset.UnixEpoch } }, PodStage.Failed, "Deleted", FailureClass.Infrastructure, CompletionReason.Lost, null },
        { "failed for no reason told", Pod(Failed()), PodStage.Failed, "Error", FailureClass.Infrastructure, CompletionReason.Lost, null },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_Status_IsItsOutcome(string name, Pod pod, PodStage stage, string reason, FailureClass @class, CompletionReason? completion, string? message)
    {
        Assert.NotEmpty(name);

        var outcome = PodOutcomes.Of(pod);

        Assert.Equal((stage, reason, @class, completion), (outcome.Stage, outcome.Reason, outcome.Class, outcome.Completion));
        Assert.Contains(message ?? "", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BackOff_TellsTheEventsReason()
    {
        var pod = Pod(Pending() with { InitContainerStatuses = [Waiting("init", "ImagePullBackOff", "Back-off pulling image") with { Image = "localhost:5000/none" }] });

        var outcome = PodOutcomes.Of(pod, [new KubernetesEvent { Type = "Warning", Reason = "Failed", Message = "Failed to pull image \"localhost:5000/none\": not found" }]);

        Assert.Equal("ImagePullBackOff in init: Failed to pull image \"localhost:5000/none\": not found", outcome.ToString());
    }

    [Fact]
    public void Of_VolumeThatIsNotThere_TellsTheEventWhilePending()
    {
        var pod = Pod(Pending() with { InitContainerStatuses = [Waiting("init", "PodInitializing")] });

        var outcome = PodOutcomes.Of(pod, [new KubernetesEvent { Type = "Warning", Reason = "FailedMount", Message = "driver name secrets-store.csi.k8s.io not found" }]);

        Assert.Equal((PodStage.Pending, "FailedMount"), (outcome.Stage, outcome.Reason));
        Assert.Contains("secrets-store", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PodPhase.Pending)]
    [InlineData(PodPhase.Running)]
    public void Of_PodThatIsGoneBeforeItsEnd_IsLostAndNoSuccess(string phase)
    {
        var outcome = PodOutcomes.Of(Pod(new PodStatus { Phase = phase, ContainerStatuses = [Ended("build", 0, "Completed"), Running("publish")] }), gone: true);

        Assert.Equal((PodStage.Failed, "Deleted", CompletionReason.Lost), (outcome.Stage, outcome.Reason, outcome.Completion!.Value));
    }

    [Fact]
    public void Of_PodThatIsGoneAfterItsEnd_IsWhatItWas()
    {
        Assert.Equal(PodStage.Succeeded, PodOutcomes.Of(Pod(new PodStatus { Phase = PodPhase.Succeeded }), gone: true).Stage);
        Assert.Equal("OOMKilled", PodOutcomes.Of(Pod(Failed(Ended("build", 137, "OOMKilled"))), gone: true).Reason);
    }

    [Fact]
    public void Of_UntrustedMessage_IsOneLineWithoutControlCharacters()
    {
        var outcome = PodOutcomes.Of(Pod(Failed() with { Reason = "Evicted", Message = "a\u001b[31m\nb" + new string('x', 5000) }));

        Assert.DoesNotContain(outcome.Message, char.IsControl);
        Assert.InRange(outcome.Message.Length, 1, 600);
    }

    [Fact]
    public void Of_BuildThatEnded_HasItsExitCode() => Assert.Equal(2, PodOutcomes.Of(Pod(Failed(Ended("build", 2, "Error")))).ExitCode);

    private static Pod Pod(PodStatus? status) => new() { Status = status };

    private static PodStatus Pending() => new() { Phase = PodPhase.Pending };

    private static PodStatus Failed(params ContainerStatus[] containers) => new() { Phase = PodPhase.Failed, InitContainerStatuses = [Done], ContainerStatuses = containers };

    private static PodStatus Runs(params ContainerStatus[] containers) => new() { Phase = PodPhase.Running, InitContainerStatuses = [Done], ContainerStatuses = containers };

    private static PodCondition Condition(string type, string reason, string message, string status = "False") => new() { Type = type, Status = status, Reason = reason, Message = message };

    private static ContainerStatus Waiting(string name, string reason, string? message = null) =>
        new() { Name = name, State = new ContainerState { Waiting = new WaitingState { Reason = reason, Message = message } } };

    private static ContainerStatus Running(string name) => new() { Name = name, ContainerID = "containerd://1", State = new ContainerState { Running = new RunningState() } };

    private static ContainerStatus Ended(string name, int code, string reason, string? message = null) =>
        new() { Name = name, ContainerID = "containerd://1", State = new ContainerState { Terminated = new TerminatedState { ExitCode = code, Reason = reason, Message = message } } };
}
