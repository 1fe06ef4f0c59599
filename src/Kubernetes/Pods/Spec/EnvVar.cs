namespace Wolfictl.Kubernetes.Pods;

/// <summary>An environment variable (core/v1 EnvVar).</summary>
public sealed record EnvVar : ExtensibleObject
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its value; null where <see cref="ValueFrom"/> tells.</summary>
    public string? Value { get; init; }

    /// <summary>Where its value is.</summary>
    public EnvVarSource? ValueFrom { get; init; }
}
