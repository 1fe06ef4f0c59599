using System.Diagnostics;
using System.Net;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

public sealed class ProxyTests : IAsyncLifetime
{
    private readonly FetchScene _scene = new();
    private readonly byte[] _content = OriginContent.Of(1, 1000);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task Fetch_BehindAProxy_LetsItResolve()
    {
        _scene.Origin.Serve("/a", Replies.File(_content));
        _scene.Options = _scene.Options with { AllowHosts = [] };
        _scene.Network = _scene.Network with
        {
            Proxy = new WebProxy(_scene.Origin.Base),
            ResolveAsync = (host, _) => throw new InvalidOperationException($"{host} was resolved here"),
        };
        _scene.AssertStored(await _scene.FetchAsync(new Uri("http://files.example/a"), _content), _content);
        Assert.Equal("http://files.example/a", Assert.Single(_scene.Origin.Requests).Target);
    }

    [Theory]
    [InlineData("http://169.254.169.254/a")]
    [InlineData("http://localhost/a")]
    [InlineData("http://[::ffff:127.0.0.1]/a")]
    public async Task Fetch_PrivateLiteralBehindAProxy_IsRefused(string uri)
    {
        _scene.Options = _scene.Options with { AllowHosts = [] };
        _scene.Network = _scene.Network with { Proxy = new WebProxy(_scene.Origin.Base) };
        _scene.AssertFailed(await _scene.FetchAsync(new Uri(uri), _content), "refused");
        Assert.Equal(0, _scene.Origin.Connections);
    }

    [Fact]
    public async Task Fetch_ProxyBypassedForItsOwnAddress_IsStillRefused()
    {
        _scene.Options = _scene.Options with { AllowHosts = [] };
        _scene.Network = _scene.Network with
        {
            Proxy = new WebProxy(new Uri($"http://proxy.example:{_scene.Origin.Port}")) { BypassList = ["proxy\\.example"] },
            ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        };
        _scene.AssertFailed(await _scene.FetchAsync(new Uri($"http://proxy.example:{_scene.Origin.Port}/a"), _content), "refused");
        Assert.Equal(0, _scene.Origin.Connections);
    }

    [Fact]
    public async Task Fetch_ProxyOfTheEnvironment_IsUsedAndNoProxyHonoured()
    {
        await using var proxy = HostileOrigin.Start();
        proxy.Serve("/a", Replies.File(_content));
        var direct = OriginContent.Of(2, 1000);
        var list = Path.Combine(_scene.Folder, "list");
        await File.WriteAllLinesAsync(list, [$"http://files.example/a {Sums.Sha256(_content)}", $"{_scene.Origin.Serve("/b", Replies.File(direct))} {Sums.Sha256(direct)}"]);
        var start = FetchingProcess.StartInfo(_scene.Folder, list, "127.0.0.1");
        start.Environment["http_proxy"] = proxy.Base.AbsoluteUri;
        start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("http://files.example/a", Assert.Single(proxy.Requests).Target);
        Assert.Equal("/b", Assert.Single(_scene.Origin.Requests).Target);
    }
}
