using Wolfictl.CacheWorker.Fetching;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>design/faults.md, "truncated, corrupt, crash".</summary>
public sealed class ResumeTests : IAsyncLifetime
{
    private readonly FetchScene _scene = new();
    private readonly byte[] _content = OriginContent.Of(1, 1_000_000);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task Fetch_CutByReset_GoesOnWhereItStopped()
    {
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Cut(Replies.Whole(_content).With("ETag", "\"one\""), _content, 600_000), Replies.File(_content));
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        var requests = _scene.Origin.Requests;
        Assert.Equal((2, 2), (requests.Count, result.Attempts));
        Assert.Equal("\"one\"", requests[1].Header("If-Range"));
        Assert.InRange(requests[1].RangeStart!.Value, 1, 600_000);
        Assert.Contains(_scene.Events, told => told is FetchStarted { ResumedAt: > 0 });
    }

    [Fact]
    public async Task Fetch_CutAgainAndAgain_EndsBecauseItAdvances()
    {
        var uri = _scene.Origin.Serve("/a", request =>
        {
            var from = (int)(request.RangeStart ?? 0);
            var whole = from == 0 ? Replies.Whole(_content) : Replies.Part(_content, from, from, _content.Length);
            return Replies.Cut(whole.With("ETag", "\"one\""), _content.AsMemory(from), Math.Min(90_000, _content.Length - from));
        });
        _scene.Options = _scene.Options with { Attempts = 3 };
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.InRange(result.Attempts, 8, 40);
    }

    [Fact]
    public async Task Fetch_DateInsteadOfTag_ResumesByDate()
    {
        var modified = new DateTimeOffset(2023, 3, 27, 0, 0, 0, TimeSpan.Zero);
        var uri = _scene.Origin.Serve("/a", Replies.DatedFile(_content, modified));
        _scene.LeavePartial(uri, _content, 400_000, modified.ToString("r"));
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal(600_000, result.BytesReceived);
    }

    [Theory]
    [InlineData("W/\"one\"", null)]
    [InlineData(null, null)]
    public async Task Fetch_WeakOrNoValidator_StartsAnew(string? tag, string? date)
    {
        var whole = Replies.Whole(_content);
        whole = tag is null ? whole : whole.With("ETag", tag);
        whole = date is null ? whole : whole.With("Last-Modified", date);
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Cut(whole, _content, 600_000), _ => whole);
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.All(_scene.Origin.Requests, request => Assert.Null(request.RangeStart));
    }

    [Fact]
    public async Task Fetch_DateAsYoungAsTheAnswer_IsNoValidator()
    {
        var uri = _scene.Origin.ServeInTurn(
            "/a",
            _ => Replies.Cut(Replies.Whole(_content).With("Last-Modified", DateTimeOffset.UtcNow.AddSeconds(5).ToString("r")), _content, 600_000),
            _ => Replies.Whole(_content));
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.All(_scene.Origin.Requests, request => Assert.Null(request.RangeStart));
    }

    [Fact]
    public async Task Fetch_OriginWithoutRanges_StartsAnew()
    {
        var uri = _scene.Origin.Serve("/a", Replies.Whole(_content).With("ETag", "\"one\""));
        _scene.LeavePartial(uri, _content, 400_000);
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal((1, 1_000_000L), (_scene.Origin.Requests.Count, result.BytesReceived));
    }

    [Fact]
    public async Task Fetch_TagChangedBetween_TakesTheNewFileWhole()
    {
        var uri = _scene.Origin.Serve("/a", Replies.File(_content, "\"two\""));
        _scene.LeavePartial(uri, _content, 400_000, "\"one\"", OriginContent.Of(7, 400_000));
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal(1_000_000, result.BytesReceived);
    }

    [Theory]
    [InlineData(400_001, 400_001, 1_000_000)]
    [InlineData(0, 0, 1_000_000)]
    [InlineData(400_000, 400_000, 1_000_001)]
    [InlineData(400_000, 400_001, 1_000_000)]
    public async Task Fetch_WrongContentRange_StartsAnew(long claimed, long sent, long total)
    {
        var uri = _scene.Origin.Serve("/a", request => request.RangeStart is null ? Replies.Whole(_content) : Replies.Part(_content, claimed, sent, total));
        _scene.LeavePartial(uri, _content, 400_000);
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.Equal([400_000L, null], _scene.Origin.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task Fetch_RangeNotSatisfiable_StartsAnew()
    {
        var uri = _scene.Origin.Serve("/a", request => request.RangeStart is null ? Replies.Whole(_content) : Replies.Status(416));
        _scene.LeavePartial(uri, _content, 1_000_000);
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
    }

    [Fact]
    public async Task Fetch_KeptBytesAreWrong_StartsAnewOnce()
    {
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        _scene.LeavePartial(uri, _content, 400_000, bytes: OriginContent.Of(7, 400_000));
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal([400_000L, null], _scene.Origin.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task Fetch_WrongAlsoFromTheStart_FailsWithoutAnotherTry()
    {
        var other = OriginContent.Of(8, 1_000_000);
        var uri = _scene.Origin.Serve("/a", Replies.File(other));
        _scene.LeavePartial(uri, _content, 400_000, bytes: other);
        _scene.AssertFailed(await _scene.FetchAsync(uri, _content), "wrong bytes");
        Assert.Equal(2, _scene.Origin.Requests.Count);
    }

    [Fact]
    public async Task Fetch_PartialOfAnotherUri_IsNotMixedIn()
    {
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        _scene.LeavePartial(new Uri(_scene.Origin.Base, "/b"), _content, 400_000);
        _scene.AssertStored(await _scene.FetchAsync(uri, _content), _content);
        Assert.Null(Assert.Single(_scene.Origin.Requests).RangeStart);
    }

    [Fact]
    public async Task Fetch_UnaskedPart_Fails()
    {
        var uri = _scene.Origin.Serve("/a", Replies.Part(_content, 10, 10, _content.Length));
        _scene.AssertFailed(await _scene.FetchAsync(uri, _content), "another part of the file");
        Assert.Single(_scene.Origin.Requests);
    }
}
