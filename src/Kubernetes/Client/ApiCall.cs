using System.Net;

namespace Wolfictl.Kubernetes.Client;

/// <summary>One request, described so that it can be sent more than once.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, from the server's address on.</param>
/// <param name="Doing">What is tried, for messages, as in "get the pod 'x' in namespace 'y'".</param>
internal sealed record ApiCall(HttpMethod Method, string Path, string Doing)
{
    /// <summary>JSON, or nothing.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>How long the answer may take to begin; null: the options' <see cref="KubernetesClientOptions.RequestTimeout"/>, of which the server is told.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>The newest version of HTTP that it may use.</summary>
    public Version Version { get; init; } = HttpVersion.Version20;

    /// <summary>Whether doing it twice is no more than doing it once, so that it may be sent again although the first may have arrived.</summary>
    public bool Idempotent { get; init; } = true;
}
