namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>A program that gives credentials (kubeconfig, <c>users[].user.exec</c>).</summary>
public sealed record ExecPlugin
{
    /// <summary><c>client.authentication.k8s.io/v1</c> or <c>…/v1beta1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>An absolute path, or a name that is looked for on PATH.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Added to its environment.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    /// <summary>What to tell a person who lacks it.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Whether it is told about the cluster.</summary>
    public bool ProvideClusterInfo { get; init; }

    /// <summary><c>Never</c>, <c>IfAvailable</c> or <c>Always</c>; null: <c>IfAvailable</c>.</summary>
    public string? InteractiveMode { get; init; }
}
