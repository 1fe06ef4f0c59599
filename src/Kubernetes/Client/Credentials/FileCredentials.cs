using System.Net.Http.Headers;

namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>
/// A token and a certificate in files that others replace, as the kubelet does in pods: read again after a minute, and at once when the server refuses them.
/// Where a file cannot be read any more the last content serves on.
/// </summary>
internal sealed class FileCredentials(FileCredentials.Files files, TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private Credential? _credential;
    private long _readAt;
    private bool _refused;

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_credential is null || _refused || time.GetElapsedTime(_readAt) >= FreshFor)
            {
                try
                {
                    _credential = Read();
                }
                catch (KubernetesException) when (_credential is not null)
                {
                }

                (_readAt, _refused) = (time.GetTimestamp(), false);
            }

            return ValueTask.FromResult(_credential);
        }
    }

    public void Refused(Credential credential)
    {
        lock (_lock)
        {
            _refused |= ReferenceEquals(credential, _credential);
        }
    }

    private Credential Read()
    {
        AuthenticationHeaderValue? header = files.FixedHeader;
        if (files.TokenFile is { } tokenFile)
        {
            header = BearerToken.Header(BoundedFile.ReadText(tokenFile, $"the token of {files.Origin}"), $"{files.Origin} in {tokenFile}");
        }

        var certificate = files.Certificate?.Read() is { } pem && files.Key?.Read() is { } key ? ClientCertificate.Parse(pem, key, files.Origin) : null;
        // The same object while the content is the same: connections are kept by certificate.
        return new Credential(header, certificate?.Fingerprint == _credential?.Certificate?.Fingerprint ? _credential?.Certificate : certificate);
    }

    /// <summary>What is read.</summary>
    /// <param name="Origin">For messages, as in "the user 'x' of FILE".</param>
    /// <param name="TokenFile">Comes before <paramref name="FixedHeader"/>.</param>
    /// <param name="FixedHeader">A header that no file tells.</param>
    /// <param name="Certificate">The client's certificate.</param>
    /// <param name="Key">Its key.</param>
    internal sealed record Files(string Origin, string? TokenFile, AuthenticationHeaderValue? FixedHeader, PemSource? Certificate, PemSource? Key);
}
