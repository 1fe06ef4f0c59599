using Google.Apis.Auth.OAuth2;
using Wolfictl.Oci;

namespace Wolfictl.GoogleCloud;

/// <summary>An access token of the key file that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, of a user's gcloud, or of the machine's service account. Nothing else here touches Google's library.</summary>
internal static class AmbientCredential
{
    /// <summary>The one scope that Artifact Registry takes for pushes; what the account may do is for its roles to say.</summary>
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A token that is good for a while; null where there are no credentials.</summary>
    public static async Task<string?> TokenAsync(string host, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await FindAsync(patience.Token).ConfigureAwait(false) is { } credential
                ? await credential.UnderlyingCredential.GetAccessTokenForRequestAsync(cancellationToken: patience.Token).ConfigureAwait(false)
                : null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = exception is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : string.Join(' ', exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            throw new OciException(
                OciErrorKind.Unauthorized,
                $"No access token for {host} with the Google credentials of this machine: {problem} Look at GOOGLE_APPLICATION_CREDENTIALS and the machine's service account, or log in with `docker login {host}`.",
                exception)
            {
                Registry = host,
            };
        }
    }

    private static async Task<GoogleCredential?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).ConfigureAwait(false)).CreateScoped(Scope);
        }
        catch (InvalidOperationException none) when (none.InnerException is null)
        {
            // Credentials that are there and can't be read have the reason within.
            return null;
        }
    }
}
