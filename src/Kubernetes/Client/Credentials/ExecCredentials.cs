using System.Text.Json;
using Wolfictl.Kubernetes.Client.Config;

namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>Credentials from a plugin: asked for when they are needed, again shortly before they expire, and again when the server refuses them.</summary>
internal sealed class ExecCredentials(ExecPlugin plugin, ExecCluster? cluster, string origin, TimeProvider time) : ICredentialSource, IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _turn = new(1);
    private Credential? _credential;
    private DateTimeOffset _until;

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_credential is null || time.GetUtcNow() >= _until)
            {
                (_credential, _until) = await AskAsync(cancellationToken).ConfigureAwait(false);
            }

            return _credential;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Refused(Credential credential) => Interlocked.CompareExchange(ref _credential, null, credential);

    public void Dispose() => _turn.Dispose();

    private async Task<(Credential Credential, DateTimeOffset Until)> AskAsync(CancellationToken cancellationToken)
    {
        var question = new ExecCredential
        {
            ApiVersion = plugin.ApiVersion,
            Kind = "ExecCredential",
            Spec = new ExecCredentialSpec(Interactive: false, plugin.ProvideClusterInfo ? cluster : null),
        };
        var answer = await ExecProcess.RunAsync(plugin, JsonSerializer.Serialize(question, KubernetesJson.Default.ExecCredential), origin, time, cancellationToken).ConfigureAwait(false);
        ExecCredential? said;
        try
        {
            said = JsonSerializer.Deserialize(answer.Span, KubernetesJson.Default.ExecCredential);
        }
        catch (JsonException)
        {
            throw Error("its output is no JSON object");
        }

        if (said is not { Kind: "ExecCredential", Status: { } status } || said.ApiVersion != plugin.ApiVersion)
        {
            throw Error($"its output is no ExecCredential of {plugin.ApiVersion} with a status");
        }

        var certificate = status switch
        {
            { ClientCertificateData: { Length: > 0 } pem, ClientKeyData: { Length: > 0 } key } => ClientCertificate.Parse(pem, key, origin),
            { ClientCertificateData: { Length: > 0 } } or { ClientKeyData: { Length: > 0 } } => throw Error("it gave a certificate without a key, or a key without a certificate"),
            _ => null,
        };
        var header = status.Token is { Length: > 0 } token ? BearerToken.Header(token, origin) : null;
        if (header is null && certificate is null)
        {
            throw Error("it gave neither a token nor a certificate");
        }

        return (new Credential(header, certificate), status.ExpirationTimestamp is { } expires ? expires - Early : DateTimeOffset.MaxValue);
    }

    private KubernetesException Error(string problem) =>
        new(KubernetesErrorKind.Configuration, $"The credential plugin '{Shown.Of(plugin.Command)}' of {origin} cannot be used: {problem}.");
}
