using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Network;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>
/// wolfictl at a registry that it knows under Google's and other names, over TLS: whom it asks for an access token, and whom it gives one. The metadata server of Google's
/// machines and the token service of its key files are ours.
/// </summary>
public sealed class GoogleRegistryTests : IAsyncLifetime, IDisposable
{
    private const string Token = "ya29.canary-access-token";
    private const string GoogleHost = "europe-docker.pkg.dev";
    private static readonly string[] OtherHosts = ["registry.example.org", "pkg.dev.example.org", "evilpkg.dev", "notgcr.io", "pkg.dev", "gcr.io.example.org", "docker.io"];

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate = TestCertificate.For([GoogleHost, "gcr.io", "eu.gcr.io", "registry-1.docker.io", .. OtherHosts]);
    private readonly Dictionary<string, string?> _environment = [];
    private FakeRegistry _registry = null!;
    private FakeRegistry _google = null!;
    private ConnectProxy _proxy = null!;

    public async Task InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync(_certificate);
        _registry.Intercept = AskForATokenAsync;
        _google = await FakeRegistry.StartAsync();
        _google.Intercept = context => GiveTokenAsync(context, 200);
        _proxy = new ConnectProxy(_registry.Host);
        _folder.Write("ca.pem", _certificate.ExportCertificatePem());
        _folder.CreateFolder("docker");
        foreach (var (name, value) in new[]
        {
            ("SSL_CERT_FILE", _folder["ca.pem"]), ("SSL_CERT_DIR", _folder.CreateFolder("none")), ("https_proxy", _proxy.Address.ToString()), ("no_proxy", "127.0.0.1"),
            ("HOME", _folder.CreateFolder("home")), ("DOCKER_CONFIG", _folder["docker"]), ("GCE_METADATA_HOST", _google.Host), ("REPO", null), ("CLOUDSDK_CONFIG", null),
            ("GOOGLE_APPLICATION_CREDENTIALS", null), ("http_proxy", null), ("all_proxy", null), ("XDG_STATE_HOME", _folder["state"]),
        })
        {
            _environment[name] = value;
        }
    }

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _registry.DisposeAsync();
        await _google.DisposeAsync();
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(GoogleHost)]
    [InlineData("gcr.io")]
    [InlineData("eu.gcr.io")]
    public async Task Push_OnAMachineOfGoogles_UsesItsServiceAccount(string host)
    {
        var push = await PushAsync(host);

        Assert.True(push.ExitCode == 0, push.ErrorText);
        Assert.NotEmpty(_registry.Manifests);
        AssertGiven(push);
        Assert.Contains(_google.Seen, seen => seen.Request.Contains("/computeMetadata/v1/instance/service-accounts/default/token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_WithAKeyFile_UsesItsAccount()
    {
        using var rsa = RSA.Create(2048);
        var key = new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["project_id"] = "project",
            ["private_key_id"] = "1",
            ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = "builder@project.iam.gserviceaccount.com",
            ["client_id"] = "1",
            ["token_uri"] = $"http://{_google.Host}/token",
        };
        _folder.Write("key.json", JsonSerializer.Serialize(key));
        _environment["GOOGLE_APPLICATION_CREDENTIALS"] = _folder["key.json"];

        var push = await PushAsync(GoogleHost);

        Assert.True(push.ExitCode == 0, push.ErrorText);
        AssertGiven(push);
        Assert.All(_google.Seen, seen => Assert.Equal("POST /token", seen.Request));
    }

    [Fact]
    public async Task Push_WhereDockersConfigurationHasCredentials_AsksGoogleForNone()
    {
        var auth = Convert.ToBase64String("user:word"u8);
        _folder.Write("docker/config.json", $$$"""{"auths":{"{{{GoogleHost}}}":{"auth":"{{{auth}}}"} } }""");

        var push = await PushAsync(GoogleHost);

        Assert.True(push.ExitCode == 0, push.ErrorText);
        Assert.Empty(_google.Seen);
        AssertAsked($"Basic {auth}");
    }

    [Fact]
    public async Task Push_ToOtherHosts_AsksForNoTokenAndSendsNone()
    {
        foreach (var host in OtherHosts)
        {
            Assert.Equal(0, (await PushAsync(host)).ExitCode);
        }

        Assert.Empty(_google.Seen);
        AssertAsked("");
        Assert.Equal(OtherHosts.Length, _proxy.Asked.Distinct().Count());
    }

    [Fact]
    public async Task Push_ByPlainHttp_SendsNoTokenOfTheMachine()
    {
        _environment["http_proxy"] = $"http://{_google.Host}";
        _google.Intercept = async context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"test\"";
            await context.Response.CompleteAsync();
            return true;
        };

        var push = await PushAsync(GoogleHost, "--plain-http");

        Assert.NotEqual(0, push.ExitCode);
        Assert.NotEmpty(_google.Seen);
        Assert.All(_google.Seen, seen => Assert.Equal((true, ""), (seen.Request.Contains("/v2/", StringComparison.Ordinal), seen.Authorization)));
    }

    [OffGoogleFact]
    public async Task Push_OnAMachineWithoutCredentials_GoesOnWithout()
    {
        // Nothing listens there.
        _environment["GCE_METADATA_HOST"] = "127.0.0.1:9";

        var push = await PushAsync(GoogleHost);

        Assert.True(push.ExitCode == 0, push.ErrorText);
        AssertAsked("");
    }

    [Fact]
    public async Task Push_WhereTheMachinesAccountGetsNoToken_SaysSo()
    {
        _google.Intercept = context => GiveTokenAsync(context, 403);

        var push = await PushAsync(GoogleHost);

        Assert.NotEqual(0, push.ExitCode);
        Assert.Contains($"No access token for {GoogleHost}", push.ErrorText, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_APPLICATION_CREDENTIALS", push.ErrorText, StringComparison.Ordinal);
        Assert.Empty(TokenRequests());
    }

    [Fact]
    public async Task Push_WithAKeyFileThatIsNone_NamesItAndShowsNothingOfIt()
    {
        _environment["GOOGLE_APPLICATION_CREDENTIALS"] = _folder["key.json"];
        _folder.Write("key.json", """{"type":"service_account","private_key":"canary-key" """);

        var push = await PushAsync(GoogleHost);

        Assert.NotEqual(0, push.ExitCode);
        Assert.Contains(_folder["key.json"], push.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-key", push.ErrorText + push.OutputText, StringComparison.Ordinal);
        Assert.Empty(_google.Seen);
    }

    private static async Task<bool> GiveTokenAsync(HttpContext context, int status)
    {
        var path = context.Request.Path.Value!;
        context.Response.Headers["Metadata-Flavor"] = "Google";
        if (path.EndsWith("/token", StringComparison.Ordinal))
        {
            context.Response.StatusCode = path == "/token" || context.Request.Headers["Metadata-Flavor"] == "Google" ? status : 400;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(status == 200 ? $$"""{"access_token":"{{Token}}","expires_in":3599,"token_type":"Bearer"}""" : """{"error":"denied"}""");
            return true;
        }

        context.Response.StatusCode = path == "/" ? 200 : 404;
        return true;
    }

    private static async Task<bool> AskForATokenAsync(HttpContext context)
    {
        if (context.Request.Path == "/v2/token")
        {
            await context.Response.WriteAsync("""{"token":"of-the-registry","expires_in":300}""");
            return true;
        }

        if (context.Request.Headers.Authorization == "Bearer of-the-registry")
        {
            return false;
        }

        context.Response.StatusCode = 401;
        // Docker's own registry is known to have its token service elsewhere; here it has not.
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"https://{context.Request.Host}/v2/token\",service=\"{context.Request.Host}\"";
        return true;
    }

    private List<(string Request, string Authorization)> TokenRequests() => [.. _registry.Seen.Where(seen => seen.Request.StartsWith("GET /v2/token", StringComparison.Ordinal))];

    /// <summary>The registry was asked for its tokens with this alone; layers are pushed at once, and may each ask.</summary>
    private void AssertAsked(string authorization)
    {
        Assert.NotEmpty(TokenRequests());
        Assert.All(TokenRequests(), seen => Assert.Equal(authorization, seen.Authorization));
    }

    private void AssertGiven(FinishedProcess push)
    {
        AssertAsked($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("oauth2accesstoken:" + Token))}");
        Assert.DoesNotContain(Token, push.OutputText + push.ErrorText, StringComparison.Ordinal);
    }

    private Task<FinishedProcess> PushAsync(string host, params string[] more) =>
        ChildProcess.RunAsync(Farm.Executable("wolfictl"), ["bundle", "-d", Checkout.TinyDistro, "--bundle-base", "none", "--bundle-repo", $"{host}/project/wolfi", .. more], environment: _environment);
}
