namespace Wolfictl.Kubernetes.Pods;

/// <summary>What is the case with a container (core/v1 ContainerStatus).</summary>
public sealed record ContainerStatus
{
    /// <summary>The container's.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does now.</summary>
    public ContainerState? State { get; init; }

    /// <summary>How its last run ended; null or empty before its first restart.</summary>
    public ContainerState? LastState { get; init; }

    /// <summary>Whether it is ready.</summary>
    public bool Ready { get; init; }

    /// <summary>How often it was started again.</summary>
    public int RestartCount { get; init; }

    /// <summary>The image as the runtime names it.</summary>
    public string? Image { get; init; }

    /// <summary>The image by digest, as the runtime names it; empty before it was pulled.</summary>
    public string? ImageID { get; init; }

    /// <summary>The runtime's name of it; null or empty before it was made.</summary>
    public string? ContainerID { get; init; }

    /// <summary>Whether it has started.</summary>
    public bool? Started { get; init; }
}
