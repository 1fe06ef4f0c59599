using Wolfictl.CacheWorker.Fetching;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Time;

namespace Wolfictl.CacheWorker.Tests.Fetching;

public sealed class RetryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(Start);
    private readonly FetchScene _scene;
    private readonly byte[] _content = OriginContent.Of(1, 1000);

    public RetryTests()
    {
        _scene = new FetchScene(_clock);
        _scene.Options = _scene.Options with { FirstWait = TimeSpan.FromSeconds(1) };
        _scene.OnEvent = told =>
        {
            if (told is FetchRetrying retrying)
            {
                _clock.Advance(retrying.Wait);
            }
        };
    }

    private IReadOnlyList<TimeSpan> Waits => [.. _scene.Events.OfType<FetchRetrying>().Select(told => told.Wait)];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Fetch_StatusThatPasses_IsTriedAgain(int status)
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Status(status), _ => Replies.Status(status), Replies.File(_content));
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal(3, result.Attempts);
        Assert.InRange(Waits[0], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.InRange(Waits[1], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(451)]
    [InlineData(501)]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Fetch_StatusThatStays_IsTriedOnce(int status)
    {
        var uri = _scene.Origin.Serve("/a", Replies.Status(status) with { Length = status is 204 or 304 ? null : 0 });
        _scene.AssertFailed(await _scene.FetchAsync(uri, _content), uri.AbsoluteUri, $"the origin answered {status}");
        Assert.Single(_scene.Origin.Requests);
    }

    [Fact]
    public async Task Fetch_NeverPasses_GivesUpAndSaysHowOften()
    {
        var uri = _scene.Origin.Serve("/a", Replies.Status(503));
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertFailed(result, "503 ServiceUnavailable", "tried 5 times", "--mirror");
        Assert.Equal((5, 5), (result.Attempts, _scene.Origin.Requests.Count));
        Assert.True(Waits[3] > Waits[0]);
    }

    [Fact]
    public async Task Fetch_WrongBytes_IsTriedOnceAndTellsBothChecksums()
    {
        var other = OriginContent.Of(2, 900);
        var uri = _scene.Origin.Serve("/a", Replies.Whole(other).With("Content-Type", "text/html"));
        _scene.AssertFailed(
            await _scene.FetchAsync(uri, _content),
            uri.AbsoluteUri, "wrong bytes, text/html", Storing.Sums.Sha256(_content), Storing.Sums.Sha256(other), "900 bytes", "nothing was stored");
        Assert.Single(_scene.Origin.Requests);
        Assert.Empty(Storing.Sums.Partials(_scene.Folder));
    }

    [Fact]
    public async Task Fetch_RetryAfterSeconds_IsHonoured()
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Status(429).With("Retry-After", "17"), Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.InRange(Assert.Single(Waits), TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(18));
    }

    [Fact]
    public async Task Fetch_RetryAfterDate_IsHonoured()
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Status(503).With("Retry-After", (Start + TimeSpan.FromSeconds(40)).ToString("r")), Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.InRange(Assert.Single(Waits), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(41));
    }

    [Theory]
    [InlineData("86400", 300)]
    [InlineData("-5", 0)]
    [InlineData("soon", 0)]
    public async Task Fetch_RetryAfterBeyondReason_IsCapped(string value, int seconds)
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Status(429).With("Retry-After", value), Replies.File(_content));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.InRange(Assert.Single(Waits), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
    }

    [Fact]
    public async Task Fetch_Reset_IsTriedAgain()
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Cut(Replies.Whole(_content), _content, 0), _ => Replies.Whole(_content));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
    }

    [Fact]
    public async Task Fetch_OrderlyCloseInTheMiddle_IsTriedAgain()
    {
        var closed = Replies.Whole(_content) with
        {
            Body = async body =>
            {
                await body.WriteAsync(_content.AsMemory(0, 500));
                body.Close();
            },
        };
        var uri = _scene.Origin.ServeInTurn("/a", _ => closed, _ => Replies.Whole(_content));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.Contains(_scene.Events, told => told is FetchRetrying retrying && retrying.Reason.Contains("after 500 bytes of 1000 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_NobodyListens_SaysSo()
    {
        var uri = new Uri(_scene.Origin.Base, "/a");
        await _scene.Origin.DisposeAsync();
        _scene.AssertFailed(await _scene.FetchAsync(uri, _content), "ConnectionRefused", "tried 5 times");
    }

    [Fact]
    public async Task Fetch_NoSuchHost_IsTriedOnce()
    {
        var asked = 0;
        _scene.Network = _scene.Network with
        {
            ResolveAsync = (_, _) =>
            {
                asked++;
                throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
            },
        };
        _scene.AssertFailed(await _scene.FetchAsync(new Uri("https://gone.example/a"), _content), "https://gone.example/a", "no such host", "--mirror");
        Assert.Equal(1, asked);
    }
}
