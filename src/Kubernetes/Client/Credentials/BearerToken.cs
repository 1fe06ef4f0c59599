using System.Net.Http.Headers;

namespace Wolfictl.Kubernetes.Client.Credentials;

/// <summary>Makes headers of tokens, which come from files and programs and may be anything.</summary>
internal static class BearerToken
{
    public static AuthenticationHeaderValue Header(string token, string origin)
    {
        token = token.Trim();
        return token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
            ? new AuthenticationHeaderValue("Bearer", token)
            : throw new KubernetesException(KubernetesErrorKind.Configuration, $"The token of {origin} is {(token.Length == 0 ? "empty" : "no token: it holds spaces or characters that no header may have")}.");
    }
}
