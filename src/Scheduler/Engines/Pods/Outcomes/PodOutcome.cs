using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>What a pod's status comes to.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Reason">Why, in a word, as the cluster says it where it does: <c>OOMKilled</c>, <c>ErrImagePull</c>, <c>Evicted</c>.</param>
/// <param name="Message">Why, for people; empty where the word says it all. From the cluster: untrusted, though without control characters here.</param>
public sealed record PodOutcome(PodStage Stage, string Reason, string Message = "")
{
    /// <summary>Whose fault a failure is.</summary>
    public FailureClass Class { get; init; } = FailureClass.Build;

    /// <summary>The reason as events have it; null before the end.</summary>
    public CompletionReason? Completion { get; init; }

    /// <summary>The container that failed; null where it was the pod as a whole.</summary>
    public string? Container { get; init; }

    /// <summary>Exit status of make; null before it ended, and where it never ran.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether nothing better can come.</summary>
    public bool IsFinal => Stage is PodStage.Succeeded or PodStage.Failed;

    /// <summary>For people: the word, the container and the message.</summary>
    public override string ToString()
    {
        var where = Container is null ? Reason : $"{Reason} in {Container}";
        return Message.Length == 0 ? where : $"{where}: {Message}";
    }
}
