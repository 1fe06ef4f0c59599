namespace Wolfictl.Kubernetes.Pods;

/// <summary>A container of a pod (core/v1 Container).</summary>
public sealed record Container : ExtensibleObject
{
    /// <summary>Unique within the pod.</summary>
    public required string Name { get; init; }

    /// <summary>The image, by tag or digest.</summary>
    public string? Image { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>In place of the image's entry point; no shell reads it.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>In place of the image's arguments.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>In place of the image's working directory.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Environment variables; later ones may use earlier ones.</summary>
    public IReadOnlyList<EnvVar>? Env { get; init; }

    /// <summary>What it needs, and what it may use.</summary>
    public ResourceRequirements? Resources { get; init; }

    /// <summary>Which volumes it sees, and where.</summary>
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    /// <summary>As whom it runs, and what it may do.</summary>
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>The file whose content becomes the message of its end; the server's default is <c>/dev/termination-log</c>.</summary>
    public string? TerminationMessagePath { get; init; }

    /// <summary><c>File</c>, or <c>FallbackToLogsOnError</c>: the end of its log where that file is empty.</summary>
    public string? TerminationMessagePolicy { get; init; }

    /// <summary><c>Always</c> on an init container makes it a sidecar (since 1.28); else null.</summary>
    public string? RestartPolicy { get; init; }
}
