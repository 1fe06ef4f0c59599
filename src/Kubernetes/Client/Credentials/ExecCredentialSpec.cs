namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>What a plugin is told.</summary>
internal sealed record ExecCredentialSpec(bool Interactive, ExecCluster? Cluster);
