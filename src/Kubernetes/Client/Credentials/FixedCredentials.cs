namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>A credential that never changes.</summary>
internal sealed class FixedCredentials(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    public void Refused(Credential credential)
    {
    }
}
