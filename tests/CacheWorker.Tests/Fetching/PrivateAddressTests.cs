using System.Net;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>design/faults.md, "SSRF, rebinding": every form of an address that is not public, 0 connections.</summary>
public sealed class PrivateAddressTests : IAsyncLifetime
{
    private static readonly string[] Hosts =
    [
        "127.0.0.1", "127.1", "127.0.1", "127.0.0.1.", "127.255.255.254", "2130706433", "017700000001", "0x7f000001", "0x7f.1", "0x7F.0x0.0x0.0x1", "0177.0.0.1", "0177.0.0.01",
        "00000177.0.0.1", "127.0x1", "0", "0.0.0.0", "0x0", "00", "1", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1", "127．0．0．1",
        "localhost", "LOCALHOST", "localhost.", "LocalHost.", "a.localhost", "x.y.localhost.", "ⓛocalhost",
        "user@127.0.0.1", "example.com:80@127.0.0.1", "8.8.8.8@127.0.0.1",
        "10.0.0.1", "10.255.255.255", "167772161", "0xA000001", "012.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "3232235777", "0300.0250.1.1", "100.64.0.1",
        "169.254.169.254", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.43518", "169.16689662", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "4294967295",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:7F00:0001]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]",
        "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::1]",
        "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "[5f00::1]",
    ];

    private readonly FetchScene _scene = new();
    private readonly List<IPEndPoint> _dialled = [];
    private readonly byte[] _content = OriginContent.Of(1, 100);

    public PrivateAddressTests()
    {
        _scene.Origin.Otherwise = _ => Replies.Whole(_content);
        _scene.Options = new FetchOptions { Attempts = 1 };
        _scene.Network = Recording(_scene.Network);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task Fetch_EveryFormOfAPrivateAddress_ConnectsToNone()
    {
        Assert.True(Hosts.Distinct().Count() >= 60);
        foreach (var host in Hosts)
        {
            var source = new SourceToFetch { Uri = $"http://{host}:{_scene.Origin.Port}/file", Checksums = Sums.Of(_content) };
            var result = await _scene.FetchAsync(source);
            Assert.True(result.Outcome == FetchOutcome.Failed, $"{host} was fetched");
        }

        Assert.Empty(_dialled);
        Assert.Equal(0, _scene.Origin.Connections);
    }

    [Fact]
    public async Task Fetch_LoopbackLiteral_SaysHowToAllowIt()
    {
        var result = await _scene.FetchAsync(new Uri(_scene.Origin.Base, "file"), _content);
        _scene.AssertFailed(result, "127.0.0.1 is a loopback address", $"--allow-host 127.0.0.1:{_scene.Origin.Port}");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1%2")]
    public async Task Fetch_NameOfAPrivateAddress_ConnectsToNone(string address)
    {
        _scene.Network = Recording(_scene.Network with { ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]) });
        _scene.AssertFailed(await _scene.FetchAsync(new Uri($"http://files.example:{_scene.Origin.Port}/file"), _content), "files.example is ", "--allow-host");
        Assert.Empty(_dialled);
    }

    [Fact]
    public async Task Fetch_NameThatRebinds_ConnectsOnlyToWhatWasChecked()
    {
        var answers = new Queue<IPAddress>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback, IPAddress.Loopback]);
        _scene.Network = Recording(_scene.Network with { ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]) });
        _scene.Options = _scene.Options with { Attempts = 3, FirstWait = TimeSpan.Zero };
        _scene.AssertFailed(await _scene.FetchAsync(new Uri($"http://files.example:{_scene.Origin.Port}/file"), _content));
        Assert.Equal([new IPEndPoint(IPAddress.Parse("8.8.8.8"), _scene.Origin.Port)], _dialled);
        Assert.Equal(0, _scene.Origin.Connections);
    }

    [Fact]
    public async Task Fetch_PublicAndPrivateAnswers_TriesThePublicAlone()
    {
        _scene.Network = Recording(_scene.Network with { ResolveAsync = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("8.8.4.4"), IPAddress.IPv6Loopback]) });
        await _scene.FetchAsync(new Uri($"http://files.example:{_scene.Origin.Port}/file"), _content);
        Assert.Equal([IPAddress.Parse("8.8.4.4")], _dialled.Select(address => address.Address));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://localhost:1/")]
    [InlineData("//[::1]:1/")]
    [InlineData("http://2130706433:1/")]
    public async Task Fetch_RedirectToAPrivateAddress_IsRefused(string location)
    {
        await using var evil = HostileOrigin.Start();
        _scene.Options = _scene.Options with { AllowHosts = [$"127.0.0.1:{evil.Port}"] };
        _scene.AssertFailed(await _scene.FetchAsync(evil.Serve("/file", Replies.Redirect(location)), _content), "refused", "where a redirect leads");
        Assert.Equal([evil.Port], _dialled.Select(address => address.Port));
    }

    [Fact]
    public async Task Fetch_RedirectFromAnAllowedHostToAnotherPort_IsRefused()
    {
        await using var evil = HostileOrigin.Start();
        _scene.Options = _scene.Options with { AllowHosts = [$"127.0.0.1:{evil.Port}"] };
        _scene.AssertFailed(await _scene.FetchAsync(evil.Serve("/file", Replies.Redirect(new Uri(_scene.Origin.Base, "file").AbsoluteUri)), _content), "refused");
        Assert.Equal(0, _scene.Origin.Connections);
    }

    [Fact]
    public async Task Fetch_RedirectToTheMirrorsAddress_DoesNotRideOnItsConnections()
    {
        var other = OriginContent.Of(2, 100);
        await using var evil = HostileOrigin.Start();
        await using var mirror = HostileOrigin.Start();
        mirror.Serve($"/{Sums.Of(other).Name}", Replies.Whole(other));
        mirror.Serve("/secret", Replies.Whole(_content));
        _scene.Options = _scene.Options with { AllowHosts = [$"127.0.0.1:{evil.Port}"], Mirrors = [mirror.Base] };
        using var fetcher = new SourceFetcher(_scene.Store, _scene.Options, TimeProvider.System, _scene.Network);
        Assert.Equal(FetchOutcome.Fetched, (await fetcher.FetchAsync([FetchScene.Source(evil.Serve("/other", Replies.Status(404)), other)]))[0].Outcome);
        var redirected = await fetcher.FetchAsync([FetchScene.Source(evil.Serve("/file", Replies.Redirect(new Uri(mirror.Base, "secret").AbsoluteUri)), _content)]);
        Assert.Contains("refused", redirected[0].Message, StringComparison.Ordinal);
        Assert.Empty(mirror.RequestsFor("/secret"));
    }

    private NetworkAccess Recording(NetworkAccess network) => network with
    {
        DialAsync = (address, token) =>
        {
            _dialled.Add(address);

            // What is not this test's own origin is never called for real.
            return IPAddress.IsLoopback(address.Address)
                ? new NetworkAccess().DialAsync(address, token)
                : throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused);
        },
    };
}
