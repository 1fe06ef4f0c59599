using System.Text;
using Wolfictl.Oci.Registry;
using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests.Registry;

public sealed class DockerConfigTests : IDisposable
{
    private const string Canary = "canary-secret";

    private readonly ScratchDirectory _scratch = new();

    private DockerConfig Config => new(_scratch.FullPath);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("localhost:5000", "localhost:5000")]
    [InlineData("https://registry.example.org", "registry.example.org")]
    [InlineData("http://registry.example.org/v2/", "registry.example.org")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("docker.io", "registry-1.docker.io")]
    [InlineData("GHCR.io", "ghcr.io")]
    public async Task Auths_AreFoundByHost(string key, string host)
    {
        Write($$$"""{"auths":{"other.example":{"auth":"eDp5"},"{{{key}}}":{"auth":"{{{Base64($"user:{Canary}:with:colons")}}}"} } }""");

        var found = await Config.FindAsync(host);

        Assert.Equal(("user", $"{Canary}:with:colons"), (found!.UserName, found.Secret));
    }

    [Fact]
    public async Task UserNameAndIdentityToken_AreTaken()
    {
        Write("""{"auths":{"a.example":{"username":"u","password":"p"},"b.example":{"auth":"dTo=","identitytoken":"t"},"c.example":{}}}""");

        Assert.Equal("u", (await Config.FindAsync("a.example"))!.UserName);
        var token = await Config.FindAsync("b.example");
        Assert.Equal((null, "t"), (token!.UserName, token.Secret));
        Assert.Null(await Config.FindAsync("c.example"));
        Assert.Null(await Config.FindAsync("example"));
    }

    [Fact]
    public async Task NoFile_HasNoCredentials() => Assert.Null(await new DockerConfig(_scratch.At("nowhere")).FindAsync("a.example"));

    [Theory]
    [InlineData("""{"auths":{"a.example":{"auth":"canary-secret"} } }""")]
    [InlineData("""{"auths":{"a.example":{"auth":"Y2FuYXJ5LXNlY3JldA=="} } }""")]
    [InlineData("""{"auths":{"a.example":{"auth":"Y2FuYXJ5LXNlY3JldDp4"}} canary-secret""")]
    [InlineData("""{"auths":{"a.example":{"auth":7}}}""")]
    public async Task DamagedFile_IsNamed_WithoutItsSecrets(string json)
    {
        Write(json);

        var exception = await Assert.ThrowsAsync<OciException>(async () => await Config.FindAsync("a.example"));

        Assert.Equal(OciErrorKind.Malformed, exception.Kind);
        Assert.Contains(_scratch.At("config.json"), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Y2FuYXJ5", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Credential_PrintsNothingOfItself()
    {
        Assert.DoesNotContain(Canary, RegistryCredential.Password("u", Canary).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, RegistryCredential.IdentityToken(Canary).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../bin/sh")]
    [InlineData("x; touch /tmp/pwned")]
    [InlineData("-flag")]
    [InlineData("$(id)")]
    [InlineData("a/b")]
    public async Task Helper_OfAWrongName_IsNotStarted(string name)
    {
        Write($$$"""{"credHelpers":{"a.example":"{{{name}}}"}}""");

        var exception = await Assert.ThrowsAsync<OciException>(async () => await Config.FindAsync("a.example"));

        Assert.Contains("its name may only hold", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helper_ThatIsMissing_IsNamed()
    {
        Write("""{"credHelpers":{"a.example":"wolfictl-test-missing"}}""");

        var exception = await Assert.ThrowsAsync<OciException>(async () => await Config.FindAsync("a.example"));

        Assert.Equal(OciErrorKind.Unauthorized, exception.Kind);
        Assert.Contains("docker-credential-wolfictl-test-missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helper_IsAskedOnItsInput_AndAnswersOnItsOutput()
    {
        // Tells what it was given: the argument list, and the line on standard input.
        Helper("""
            read -r server
            printf '{"ServerURL":"%s","Username":"%s","Secret":"from-%s"}' "$server" "$*" "$server"
            """);
        Write($$$"""{"auths":{"a.example":{}},"credHelpers":{"a.example":"{{{HelperName}}}"},"credsStore":"missing"}""");

        var found = await OnPathAsync(() => Config.FindAsync("a.example").AsTask());

        Assert.Equal(("get", "from-a.example"), (found!.UserName, found.Secret));
    }

    [Fact]
    public async Task CredsStore_IsAskedLast_AndMayHaveNone()
    {
        Helper("""
            cat >/dev/null
            echo "credentials not found in native keychain"
            exit 1
            """);
        Write($$$"""{"auths":{"a.example":{"auth":"dTpw"},"b.example":{}},"credsStore":"{{{HelperName}}}"}""");

        Assert.Equal("u", (await OnPathAsync(() => Config.FindAsync("a.example").AsTask()))!.UserName);
        Assert.Null(await OnPathAsync(() => Config.FindAsync("b.example").AsTask()));
    }

    [Fact]
    public async Task Helper_ThatFails_IsNamed_WithoutItsOutput()
    {
        Helper($"""
            cat >/dev/null
            echo {Canary}
            echo {Canary} >&2
            exit 3
            """);
        Write($$"""{"credsStore":"{{HelperName}}"}""");

        var exception = await Assert.ThrowsAsync<OciException>(() => OnPathAsync(() => Config.FindAsync("a.example").AsTask()));

        Assert.Contains("status 3", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helper_OfAnIdentityToken_GivesOne()
    {
        Helper("""
            cat >/dev/null
            echo '{"Username":"<token>","Secret":"refresh"}'
            """);
        Write($$"""{"credsStore":"{{HelperName}}"}""");

        var found = await OnPathAsync(() => Config.FindAsync("a.example").AsTask());

        Assert.Equal((null, "refresh"), (found!.UserName, found.Secret));
    }

    private string HelperName => "test-" + Path.GetFileName(_scratch.FullPath);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private void Write(string json) => _scratch.Write("config.json", json);

    private void Helper(string script)
    {
        var path = _scratch.Write($"docker-credential-{HelperName}", "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<T> OnPathAsync<T>(Func<Task<T>> act)
    {
        // Added, never taken from: other tests of this process look for programs meanwhile.
        var before = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{before}:{_scratch.FullPath}");
        try
        {
            return await act();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", before);
        }
    }
}
