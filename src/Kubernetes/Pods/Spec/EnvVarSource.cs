namespace Wolfictl.Kubernetes.Pods;

/// <summary>Where an environment variable's value is (core/v1 EnvVarSource); one of these.</summary>
public sealed record EnvVarSource : ExtensibleObject
{
    /// <summary>A key of a secret.</summary>
    public KeySelector? SecretKeyRef { get; init; }

    /// <summary>A key of a config map.</summary>
    public KeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>A field of the pod.</summary>
    public ObjectFieldSelector? FieldRef { get; init; }
}
