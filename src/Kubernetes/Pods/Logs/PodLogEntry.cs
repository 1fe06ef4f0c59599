namespace Wolfictl.Kubernetes.Pods;

/// <summary>What a <see cref="PodLogReader"/> reads: a <see cref="PodLogLine"/> or a <see cref="PodLogGap"/>.</summary>
public abstract record PodLogEntry;
