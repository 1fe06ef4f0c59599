using Microsoft.AspNetCore.Http;
using Wolfictl.Oci.Registry;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.Oci.Tests.Registry;

/// <summary>Bearer tokens: how they are asked for, and to whom credentials go.</summary>
public sealed class TokenAuthenticationTests : IAsyncLifetime, IDisposable
{
    private static readonly Descriptor Blob = Descriptor.Of("content"u8, "text/plain");

    private readonly SkewedTime _time = new();
    private RegistryCredential? _credential = RegistryCredential.Password("user", "canary-secret");
    private FakeRegistry _registry = null!;
    private OciRepositories _repositories = null!;
    private string _challenge = "";
    private int _tokens;

    public async Task InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync();
        _registry.Add("content"u8.ToArray());
        _registry.Intercept = ServeAsync;
        _challenge = $"Bearer realm=\"http://{_registry.Host}/token?x=1\",service=\"test, service\",scope=\"repository:everything:*\"";
        _repositories = Open();
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _repositories.Dispose();

    [Fact]
    public async Task Pull_AsksForPullOnly_OfItsRepositoryOnly()
    {
        Assert.True(await Repository("team/app").ExistsAsync(Blob));

        var token = Assert.Single(_registry.Seen, seen => seen.Request.Contains("/token", StringComparison.Ordinal));
        Assert.Equal("GET /token?x=1&service=test%2C%20service&scope=repository%3Ateam%2Fapp%3Apull", token.Request);
        Assert.Equal("Basic dXNlcjpjYW5hcnktc2VjcmV0", token.Authorization);
        Assert.Equal("Bearer token-1", _registry.Seen.Last().Authorization);
    }

    [Fact]
    public async Task Push_AsksForPushOnce_AndKeepsTheToken()
    {
        var repository = Repository("team/app");
        var manifest = new Manifest { Config = await repository.PushBytesAsync("{}"u8.ToArray(), MediaTypes.Empty), Layers = [] };
        await repository.PushManifestAsync(manifest.ToBytes(), MediaTypes.ImageManifest, "latest");

        var token = Assert.Single(_registry.Seen, seen => seen.Request.Contains("/token", StringComparison.Ordinal));
        Assert.EndsWith("scope=repository%3Ateam%2Fapp%3Apull%2Cpush", token.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mount_AsksForPullOfTheSourceToo()
    {
        await Repository("to").TryMountBlobAsync(Blob, Repository("from"));

        Assert.Contains(
            _registry.Seen, seen => seen.Request.EndsWith("scope=repository%3Ato%3Apull%2Cpush&scope=repository%3Afrom%3Apull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExpiredToken_IsAskedForAgain()
    {
        var repository = Repository("team/app");
        await repository.ExistsAsync(Blob);
        await repository.ExistsAsync(Blob);
        Assert.Equal(1, _tokens);

        _time.Advance(TimeSpan.FromSeconds(301));
        await repository.ExistsAsync(Blob);

        Assert.Equal(2, _tokens);
    }

    [Fact]
    public async Task Anonymous_GetsATokenWithoutCredentials()
    {
        _credential = null;

        Assert.True(await Repository("team/app").ExistsAsync(Blob));
        Assert.DoesNotContain(_registry.Seen, seen => seen.Authorization.StartsWith("Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IdentityToken_TravelsInTheBodyOfAPost()
    {
        _credential = RegistryCredential.IdentityToken("canary-refresh");

        Assert.True(await Repository("team/app").ExistsAsync(Blob));
        var token = Assert.Single(_registry.Seen, seen => seen.Request.Contains("/token", StringComparison.Ordinal));
        Assert.Equal(("POST /token?x=1", ""), token);
    }

    [Fact]
    public async Task RefusedCredentials_AreUnauthorized_AndNotShown()
    {
        _registry.Intercept = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/token" ? 403 : 401;
            context.Response.Headers.WWWAuthenticate = _challenge;
            return Task.FromResult(true);
        };

        var exception = await Assert.ThrowsAsync<OciException>(() => Repository("team/app").ExistsAsync(Blob));

        Assert.Equal(OciErrorKind.Unauthorized, exception.Kind);
        Assert.Contains("repository:team/app:pull", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileRealm_GetsNothing()
    {
        await using var thief = await FakeRegistry.StartAsync();
        foreach (var realm in new[]
        {
            $"http://{thief.Host}/token",
            $"http://{_registry.Host}@{thief.Host}/token",
            $"http://user:word@{_registry.Host}/token",
            "http://169.254.169.254/computeMetadata/v1/",
            "https://example.invalid/token",
            "https://auth.docker.io/token",
            "ftp://example.invalid/",
            "file:///etc/passwd",
            "/token",
            "token",
            "",
        })
        {
            _challenge = $"Bearer realm=\"{realm}\",service=\"test\"";
            using var repositories = Open();

            var exception = await Assert.ThrowsAsync<OciException>(() => repositories.Open(OciReference.Parse($"{_registry.Host}/a")).ExistsAsync(Blob));

            Assert.Equal(OciErrorKind.Refused, exception.Kind);
            Assert.Contains("not trusted", exception.Message, StringComparison.Ordinal);
        }

        Assert.Empty(thief.Seen);
        Assert.All(_registry.Seen, seen => Assert.Equal("", seen.Authorization));
    }

    [Fact]
    public async Task ListedRealm_IsTrusted()
    {
        await using var tokens = await FakeRegistry.StartAsync();
        tokens.Intercept = ServeAsync;
        _challenge = $"Bearer realm=\"http://{tokens.Host}/token\"";
        using var repositories = Open(tokens.Host);

        Assert.True(await repositories.Open(OciReference.Parse($"{_registry.Host}/a")).ExistsAsync(Blob));
        Assert.Single(tokens.Seen);
    }

    [Fact]
    public async Task RealmThatRedirects_IsNotFollowed()
    {
        await using var thief = await FakeRegistry.StartAsync();
        _registry.Intercept = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/token" ? 307 : 401;
            context.Response.Headers.WWWAuthenticate = _challenge;
            context.Response.Headers.Location = $"http://{thief.Host}/token";
            return Task.FromResult(true);
        };

        await Assert.ThrowsAsync<OciException>(() => Repository("a").ExistsAsync(Blob));
        Assert.Empty(thief.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":"a\r\nX-Injected: 1"}""")]
    [InlineData("""{"token":"ü"}""")]
    public async Task AnswerWithoutAToken_IsMalformed(string body)
    {
        _registry.Intercept = async context =>
        {
            if (context.Request.Path == "/token")
            {
                await context.Response.WriteAsync(body);
                return true;
            }

            return await ServeAsync(context);
        };

        var exception = await Assert.ThrowsAsync<OciException>(() => Repository("a").ExistsAsync(Blob));

        Assert.Equal(OciErrorKind.Malformed, exception.Kind);
    }

    private OciRepositories Open(params string[] trusted) =>
        new(new OciRepositoriesOptions { Credentials = [new Source(this)], Time = _time, TrustedTokenHosts = trusted, MaxAttempts = 1 });

    private IOciRepository Repository(string name) => _repositories.Open(OciReference.Parse($"{_registry.Host}/{name}"));

    private async Task<bool> ServeAsync(HttpContext context)
    {
        if (context.Request.Path == "/token")
        {
            await context.Response.WriteAsync($$"""{"token":"token-{{Interlocked.Increment(ref _tokens)}}","expires_in":300}""");
            return true;
        }

        if (context.Request.Headers.Authorization.ToString() == $"Bearer token-{_tokens}")
        {
            return false;
        }

        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = _challenge;
        return true;
    }

    private sealed class Source(TokenAuthenticationTests owner) : ICredentialSource
    {
        public ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default) => ValueTask.FromResult(owner._credential);
    }
}
