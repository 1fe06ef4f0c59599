using System.Net.Security;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

public sealed class RedirectTests : IAsyncLifetime
{
    private readonly FetchScene _scene = new();
    private readonly byte[] _content = OriginContent.Of(1, 1000);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Fetch_Redirect_IsFollowed(int status)
    {
        _scene.Origin.Serve("/b/c?signed=1", Replies.File(_content));
        var uri = _scene.Origin.Serve("/b/a", Replies.Redirect("c?signed=1#part", status));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
    }

    [Fact]
    public async Task Fetch_FiveRedirects_AreFollowed()
    {
        Chain(5);
        _scene.AssertStored(await _scene.FetchAsync(new Uri(_scene.Origin.Base, "/0"), _content), _content);
    }

    [Fact]
    public async Task Fetch_SixRedirects_AreTooMany()
    {
        Chain(6);
        _scene.AssertFailed(await _scene.FetchAsync(new Uri(_scene.Origin.Base, "/0"), _content), "more than 5 redirects");
        Assert.Equal(6, _scene.Origin.Requests.Count);
    }

    [Fact]
    public async Task Fetch_RedirectLoop_Ends()
    {
        var uri = _scene.Origin.Serve("/a", Replies.Redirect("/a"));
        _scene.AssertFailed(await _scene.FetchAsync(uri, _content), "more than 5 redirects");
        Assert.Equal(6, _scene.Origin.Requests.Count);
    }

    [Theory]
    [InlineData("ftp://files.example/a?token=canary", "ftp:// is refused")]
    [InlineData("file:///etc/passwd", "file: is not fetched")]
    [InlineData("javascript:alert(1)", "javascript: is not fetched")]
    public async Task Fetch_RedirectToAnotherScheme_IsRefused(string location, string why)
    {
        var result = await _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.Redirect(location)), _content);
        _scene.AssertFailed(result, "refused: a redirect", why);
        Assert.DoesNotContain("canary", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_RedirectWithoutLocation_Fails() =>
        _scene.AssertFailed(await _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.Status(302)), _content), "says not where to");

    [Fact]
    public async Task Fetch_RedirectWithCredentials_DoesNotSendThem()
    {
        var there = _scene.Origin.Serve("/b", Replies.File(_content));
        var uri = _scene.Origin.Serve("/a", Replies.Redirect(there.AbsoluteUri.Replace("//", "//user:canary@", StringComparison.Ordinal)).With("Set-Cookie", "session=canary"));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.All(_scene.Origin.Requests, request => Assert.Equal((null, null, null), (request.Header("Authorization"), request.Header("Cookie"), request.Header("Referer"))));
    }

    [Fact]
    public async Task Fetch_ResumedOverARedirect_AsksForTheRest()
    {
        _scene.Origin.Serve("/b", Replies.File(_content));
        var uri = _scene.Origin.Serve("/a", Replies.Redirect("/b"));
        _scene.LeavePartial(uri, _content, 400);
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal(600, result.BytesReceived);
    }

    [Fact]
    public async Task Fetch_HttpsToHttp_IsRefused()
    {
        using var certificate = Certificates.ForLoopback();
        await using var secure = HostileOrigin.Start(certificate);
        _scene.Network = _scene.Network with { Tls = Trusting(certificate.Thumbprint) };
        var uri = secure.Serve("/a", Replies.Redirect(_scene.Origin.Serve("/b", Replies.File(_content)).AbsoluteUri));
        _scene.AssertFailed(await _scene.FetchAsync(uri, _content), "from https to plain http");
        Assert.Equal(0, _scene.Origin.Connections);
    }

    [Fact]
    public async Task Fetch_HttpToHttps_IsFollowed()
    {
        using var certificate = Certificates.ForLoopback();
        await using var secure = HostileOrigin.Start(certificate);
        _scene.Network = _scene.Network with { Tls = Trusting(certificate.Thumbprint) };
        var uri = _scene.Origin.Serve("/a", Replies.Redirect(secure.Serve("/b", Replies.File(_content)).AbsoluteUri));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
    }

    [Fact]
    public async Task Fetch_CertificateNobodyTrusts_IsTriedOnce()
    {
        using var certificate = Certificates.ForLoopback();
        await using var secure = HostileOrigin.Start(certificate);
        _scene.AssertFailed(await _scene.FetchAsync(secure.Serve("/a", Replies.File(_content)), _content), "TLS failed");
        Assert.Equal((1, 0), (secure.Connections, secure.Requests.Count));
    }

    private static SslClientAuthenticationOptions Trusting(string thumbprint) => new()
    {
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint,
    };

    private void Chain(int redirects)
    {
        for (var i = 0; i < redirects; i++)
        {
            _scene.Origin.Serve($"/{i}", Replies.Redirect($"/{i + 1}"));
        }

        _scene.Origin.Serve($"/{redirects}", Replies.File(_content));
    }
}
