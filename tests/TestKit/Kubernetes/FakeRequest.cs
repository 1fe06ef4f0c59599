namespace Wolfictl.TestKit.Kubernetes;

/// <summary>A request as a <see cref="FakeKubernetes"/> saw it.</summary>
/// <param name="Line"><c>METHOD /path?query</c>.</param>
/// <param name="Authorization">The header; empty when there was none.</param>
/// <param name="Client">The subject of the client's certificate; null without one.</param>
/// <param name="Protocol">Such as <c>HTTP/2</c>.</param>
/// <param name="Body">What was sent.</param>
/// <param name="At">When, by the fake's clock.</param>
/// <param name="Headers">All headers.</param>
public sealed record FakeRequest(
    string Line,
    string Authorization,
    string? Client,
    string Protocol,
    string Body,
    DateTimeOffset At,
    IReadOnlyDictionary<string, string> Headers)
{
    public bool Is(string method, string path) => Line.StartsWith($"{method} {path}", StringComparison.Ordinal);
}
