namespace Wolfictl.Kubernetes.Pods;

/// <summary>Amounts by resource (<c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>), each as Kubernetes writes quantities: <c>500m</c>, <c>2Gi</c>.</summary>
public sealed record ResourceRequirements : ExtensibleObject
{
    /// <summary>What is set aside for it.</summary>
    public IReadOnlyDictionary<string, string>? Requests { get; init; }

    /// <summary>What it may not exceed.</summary>
    public IReadOnlyDictionary<string, string>? Limits { get; init; }
}
