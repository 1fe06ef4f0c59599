using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

public sealed class MirrorTests : IAsyncLifetime
{
    private readonly FetchScene _scene = new();
    private readonly HostileOrigin _mirror = HostileOrigin.Start();
    private readonly byte[] _content = OriginContent.Of(1, 1000);
    private readonly Uri _uri;

    public MirrorTests()
    {
        _uri = _scene.Origin.Serve("/files/a%20b.tar.gz", Replies.File(_content));
        _scene.Options = _scene.Options with { AllowHosts = [$"127.0.0.1:{_scene.Origin.Port}"], Mirrors = [new Uri(_mirror.Base, "/prefix/")] };
    }

    private string ByChecksum => $"/prefix/{Sums.Of(_content).Name}";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _mirror.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Fetch_MirrorByChecksum_AsksNobodyElse()
    {
        _mirror.Serve(ByChecksum, Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(_uri, _content), _content);
        Assert.Equal([ByChecksum], _mirror.Requests.Select(request => request.Path));
        Assert.Empty(_scene.Origin.Requests);
    }

    [Fact]
    public async Task Fetch_MirrorByFileName_ComesSecond()
    {
        _mirror.Serve("/prefix/a%20b.tar.gz", Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(_uri, _content), _content);
        Assert.Equal([ByChecksum, "/prefix/a%20b.tar.gz"], _mirror.Requests.Select(request => request.Path));
        Assert.Empty(_scene.Origin.Requests);
    }

    [Fact]
    public async Task Fetch_MirrorHasNothing_TakesTheOrigin()
    {
        _scene.AssertStored(await _scene.FetchAsync(_uri, _content), _content);
        Assert.Equal((2, 1), (_mirror.Requests.Count, _scene.Origin.Requests.Count));
    }

    [Fact]
    public async Task Fetch_MirrorHasWrongBytes_TakesTheOrigin()
    {
        _mirror.Serve(ByChecksum, Replies.File(OriginContent.Of(2, 1000)));
        _mirror.Serve("/prefix/a%20b.tar.gz", Replies.File(OriginContent.Of(3, 1000)));
        _scene.AssertStored(await _scene.FetchAsync(_uri, _content), _content);
    }

    [Fact]
    public async Task Fetch_MirrorIsDown_TakesTheOriginWithoutAWait()
    {
        await _mirror.DisposeAsync();
        _scene.AssertStored(await _scene.FetchAsync(_uri, _content), _content);
        Assert.DoesNotContain(_scene.Events, told => told is FetchRetrying);
    }

    [Fact]
    public async Task Fetch_FtpWithAMirror_IsFetchedFromThere()
    {
        _mirror.Serve("/prefix/a.tar.gz", Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(new Uri("ftp://files.example/a.tar.gz"), _content), _content);
    }

    [Fact]
    public async Task Fetch_NobodyHasIt_TellsWhatEachSaid()
    {
        _scene.Origin.Serve("/files/a%20b.tar.gz", Replies.Status(410));
        _mirror.Serve(ByChecksum, Replies.Status(403));
        _scene.AssertFailed(await _scene.FetchAsync(_uri, _content), $"{_uri.AbsoluteUri}: the origin answered 410", $"{ByChecksum}: the origin answered 403", "/prefix/a%20b.tar.gz: the origin answered 404");
    }

    [Fact]
    public async Task Fetch_OriginStopsForEver_PartialOfTheMirrorIsResumedThere()
    {
        _mirror.ServeInTurn(ByChecksum, _ => Replies.Cut(Replies.Whole(_content).With("ETag", "\"one\""), _content, 600), Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(_uri, _content), _content);
        Assert.Empty(_scene.Origin.Requests);
        Assert.Equal(2, _mirror.Requests.Count);
    }
}
