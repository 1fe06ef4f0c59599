using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Wolfictl.Oci.Registry;

/// <summary>
/// Answers one registry's challenges. Nothing is sent before a challenge asks for it; Basic goes to the registry itself only, tokens are asked
/// for with the least scope (never the challenge's own wish) at a place that <see cref="RealmPolicy"/> allows.
/// </summary>
internal sealed class Authenticator(string host, OciRepositoriesOptions options)
{
    private const int MaxToken = 1024 * 1024;
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(60);

    private readonly RealmPolicy _realms = new(options.TrustedTokenHosts);
    private readonly ConcurrentDictionary<string, (AuthenticationHeaderValue Header, DateTimeOffset Until)> _tokens = new();
    private volatile AuthenticationHeaderValue? _basic;

    /// <summary>What answered the last challenge of this kind, or null.</summary>
    public AuthenticationHeaderValue? Known(RegistryAccess access) =>
        _basic ?? (_tokens.TryGetValue(access.Key, out var token) && token.Until > options.Time.GetUtcNow() ? token.Header : null);

    /// <summary>An answer to a 401, or null when there is none that was not <paramref name="tried"/> already.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        RegistryHost registry, HttpResponseMessage response, RegistryAccess access, AuthenticationHeaderValue? tried, CancellationToken cancellationToken)
    {
        _basic = null;
        _tokens.TryRemove(access.Key, out _);
        var challenges = AuthChallenge.Of(response);
        var bearer = challenges.FirstOrDefault(c => c.Scheme == "BEARER");
        if (bearer is null && challenges.All(c => c.Scheme != "BASIC"))
        {
            return null;
        }

        var credential = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (bearer is not null)
        {
            var (token, life) = await GetTokenAsync(registry, bearer, access, credential, cancellationToken).ConfigureAwait(false);
            var header = new AuthenticationHeaderValue("Bearer", token);
            // Given up a little early, so that it does not run out on its way.
            _tokens[access.Key] = (header, options.Time.GetUtcNow() + (life * 0.8));
            return header;
        }

        if (credential?.UserName is null)
        {
            return null;
        }

        var basic = Basic(credential);
        _basic = basic.Equals(tried) ? null : basic;
        return _basic;
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Secret}")));

    private async Task<RegistryCredential?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var source in options.Credentials ?? [DockerConfig.FromEnvironment()])
        {
            if (await source.FindAsync(host, cancellationToken).ConfigureAwait(false) is { } credential)
            {
                return credential;
            }
        }

        return null;
    }

    private async Task<(string Token, TimeSpan Life)> GetTokenAsync(
        RegistryHost registry, AuthChallenge challenge, RegistryAccess access, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        var realm = _realms.Check(registry.BaseUri, challenge.Parameters.GetValueOrDefault("realm"));
        var service = challenge.Parameters.GetValueOrDefault("service");
        var call = credential is { UserName: null } ? Refresh(realm, service, access, credential) : Ask(realm, service, access);
        var header = credential?.UserName is null ? null : Basic(credential);
        using var response = await SendAsync(registry, call, header, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new OciException(
                OciErrorKind.Unauthorized,
                $"The token service {realm.Authority} of {host} answered {(int)response.StatusCode} {response.StatusCode} to a request for {access.Key} "
                + $"({(credential is null ? "no credentials found" : $"with {credential}")}). Log in with `docker login {host}`, or name the credentials with DOCKER_CONFIG.")
            {
                Registry = host,
                Repository = access.Repository,
            };
        }

        try
        {
            var body = await registry.ReadAsync(response, MaxToken, cancellationToken).ConfigureAwait(false);
            var answer = OciJson.Read<TokenAnswer>(body.Span);
            var token = answer.Token ?? answer.AccessToken;
            var life = TimeSpan.FromSeconds(Math.Clamp(answer.ExpiresIn ?? 60, 0, 86400));
            return IsToken(token) ? (token!, life < ShortestLife ? ShortestLife : life) : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new OciException(OciErrorKind.Malformed, $"The answer of {host}'s token service {realm.Authority} holds no token.") { Registry = host };
        }
    }

    /// <summary>A token goes into a header: only visible ASCII (RFC 6750, b64token, and what registries use beyond it).</summary>
    private static bool IsToken(string? token) => !string.IsNullOrEmpty(token) && !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static async Task<HttpResponseMessage> SendAsync(
        RegistryHost registry, RegistryCall call, AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.SendTokenRequestAsync(call, header, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw registry.Unreachable($"its token service {call.Uri.Authority}: {exception.Message}", exception);
        }
    }

    private static RegistryCall Ask(Uri realm, string? service, RegistryAccess access)
    {
        var query = string.Join('&', access.Scopes.Select(scope => $"scope={Uri.EscapeDataString(scope)}"));
        if (service is not null)
        {
            query = $"service={Uri.EscapeDataString(service)}&{query}";
        }

        var uri = new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query }.Uri;
        return new RegistryCall(HttpMethod.Get, uri, access);
    }

    private static RegistryCall Refresh(Uri realm, string? service, RegistryAccess access, RegistryCredential credential) =>
        new(HttpMethod.Post, realm, access)
        {
            Content = _ => new FormUrlEncodedContent(
            [
                new("grant_type", "refresh_token"),
                new("client_id", "wolfictl"),
                new("service", service ?? ""),
                new("scope", access.Key),
                new("refresh_token", credential.Secret),
            ]),
        };
}
