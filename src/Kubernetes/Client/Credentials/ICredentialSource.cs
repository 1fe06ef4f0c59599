namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>Where credentials come from. Safe for use by many at once.</summary>
internal interface ICredentialSource
{
    /// <summary>The credential as it is now; read anew where it may have changed.</summary>
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>Says that the server refused a credential: the next one is read anew.</summary>
    void Refused(Credential credential);
}
