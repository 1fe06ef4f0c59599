namespace Wolfictl.Kubernetes.Pods;

/// <summary>Linux capabilities, without the prefix <c>CAP_</c>; <c>ALL</c> is every one (core/v1 Capabilities).</summary>
public sealed record Capabilities : ExtensibleObject
{
    /// <summary>Added.</summary>
    public IReadOnlyList<string>? Add { get; init; }

    /// <summary>Dropped.</summary>
    public IReadOnlyList<string>? Drop { get; init; }
}
