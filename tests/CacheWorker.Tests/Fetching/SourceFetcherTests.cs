using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;

namespace Wolfictl.CacheWorker.Tests.Fetching;

public sealed class SourceFetcherTests : IAsyncLifetime
{
    private readonly FetchScene _scene = new();
    private readonly byte[] _content = OriginContent.Of(1, 300_000);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task Fetch_GoodOrigin_StoresAndTells()
    {
        var source = FetchScene.Source(_scene.Origin.Serve("/a.tar.gz", Replies.File(_content)), _content) with { WantedBy = ["brotli"] };
        var result = await _scene.FetchAsync(source);
        _scene.AssertStored(result, _content);
        Assert.Equal((FetchOutcome.Fetched, 1, 300_000L), (result.Outcome, result.Attempts, result.BytesReceived));
        Assert.Same(source, result.Source);
        Assert.Equal([typeof(FetchStarted), typeof(FetchAdvanced), typeof(FetchFinished)], _scene.Events.Select(told => told.GetType()).Distinct());
        var request = Assert.Single(_scene.Origin.Requests);
        Assert.StartsWith("wolfictl/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal(["Accept", "Accept-Encoding", "Host", "User-Agent"], request.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("identity", request.Header("Accept-Encoding"));
    }

    [Fact]
    public async Task Fetch_SecondRun_AsksNobodyAndReadsNothing()
    {
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        await _scene.FetchAsync(uri, _content);
        using var warm = SourceStore.Open(_scene.Folder);
        using var fetcher = new SourceFetcher(warm, _scene.Options);
        Assert.Equal(FetchOutcome.AlreadyThere, (await fetcher.FetchAsync([FetchScene.Source(uri, _content)]))[0].Outcome);
        Assert.Equal(0, warm.BytesRead);
        Assert.Single(_scene.Origin.Requests);
    }

    [Fact]
    public async Task Fetch_OneChecksumNamedOften_DownloadsOnce()
    {
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        var both = new SourceToFetch { Uri = uri.AbsoluteUri + "?b", Checksums = Sums.Both(_content) };
        _scene.Origin.Serve("/a?b", Replies.File(_content));
        SourceToFetch[] sources = [FetchScene.Source(uri, _content), both, FetchScene.Source(uri, _content), FetchScene.Source(uri, _content)];
        var results = await _scene.FetchAllAsync([.. sources, sources[0]]);
        Assert.Equal([.. sources, sources[0]], results.Select(result => result.Source));
        Assert.All(results, result => Assert.Equal(Sums.Of(_content).Name, result.StoredAs));
        Assert.Single(_scene.Origin.Requests);
        Assert.Equal(_content.Length, results.Take(4).Sum(result => result.BytesReceived));
    }

    [Fact]
    public async Task Fetch_FirstUriOfAChecksumIsGone_TakesTheOther()
    {
        var gone = _scene.Origin.Serve("/gone", Replies.Status(404));
        var there = _scene.Origin.Serve("/there", Replies.File(_content));
        var results = await _scene.FetchAllAsync([FetchScene.Source(gone, _content), FetchScene.Source(there, _content)]);
        Assert.All(results, result => _scene.AssertStored(result, _content));
    }

    [Fact]
    public async Task Fetch_ManyFromOneHost_NeverMoreThanItsShare()
    {
        var arrived = 0;
        var four = new TaskCompletionSource();
        for (var i = 0; i < 24; i++)
        {
            var content = OriginContent.Of(i, 100);
            _scene.Origin.Serve($"/{i}", Replies.Whole(content) with
            {
                Body = async body =>
                {
                    if (Interlocked.Increment(ref arrived) == 4)
                    {
                        four.SetResult();
                    }

                    await four.Task;
                    await body.WriteAsync(content);
                },
            });
        }

        var sources = Enumerable.Range(0, 24).Select(i => FetchScene.Source(new Uri(_scene.Origin.Base, $"/{i}"), OriginContent.Of(i, 100))).ToList();
        Assert.All(await _scene.FetchAllAsync(sources), result => Assert.Equal(FetchOutcome.Fetched, result.Outcome));
        Assert.Equal(4, _scene.Origin.MostInFlight);
        Assert.True(_scene.Origin.Connections <= 8, "connections are used again");
    }

    [Fact]
    public async Task Fetch_FewJobs_OneHostDoesNotHoldUpAnother()
    {
        var release = new TaskCompletionSource();
        var slow = Enumerable.Range(0, 8).Select(i =>
        {
            var content = OriginContent.Of(i, 10);
            return FetchScene.Source(
                _scene.Origin.Serve($"/{i}", Replies.Whole(content) with
                {
                    Body = async body =>
                    {
                        await release.Task;
                        await body.WriteAsync(content);
                    },
                }),
                content);
        });
        await using var other = HostileOrigin.Start();
        var quick = new SourceToFetch { Uri = other.Serve("/quick", Replies.File(_content)).AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), Checksums = Sums.Of(_content) };
        _scene.Options = _scene.Options with { Jobs = 3, JobsPerHost = 2, AllowHosts = ["127.0.0.1", "localhost"] };
        _scene.OnEvent = told =>
        {
            if (told is FetchFinished { Source: var done } && done == quick)
            {
                release.SetResult();
            }
        };
        Assert.All(await _scene.FetchAllAsync([.. slow, quick]), result => Assert.Equal(FetchOutcome.Fetched, result.Outcome));
    }

    [Fact]
    public async Task Fetch_Cancelled_KeepsThePartialAndGoesOnLater()
    {
        using var cancel = new CancellationTokenSource();
        var uri = _scene.Origin.ServeInTurn("/a", _ => Replies.Stall(_content, 100_000), Replies.File(_content));
        var fetching = _scene.FetchAllAsync([FetchScene.Source(uri, _content)], cancel.Token);
        var part = Path.Combine(_scene.Folder, ".partial", Sums.Of(_content).Name + ".part");
        while (!File.Exists(part) || new FileInfo(part).Length < 100_000)
        {
            await Task.Delay(5);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        var result = await _scene.FetchAsync(uri, _content);
        _scene.AssertStored(result, _content);
        Assert.Equal(200_000, result.BytesReceived);
    }

    [Fact]
    public async Task Fetch_AnotherWorkerIsAtIt_WaitsAndTakesItsFile()
    {
        var partial = _scene.Store.TryOpenPartial(Sums.Of(_content))!;
        _scene.OnEvent = told =>
        {
            if (told is FetchRetrying { Reason: "another worker is fetching it" } && partial.Length == 0)
            {
                partial.Append(_content);
                partial.CommitAsync().ContinueWith(_ => partial.Dispose(), TaskScheduler.Default);
            }
        };
        var result = await _scene.FetchAsync(_scene.Origin.Serve("/a", Replies.File(_content)), _content);
        _scene.AssertStored(result, _content);
        Assert.Equal(FetchOutcome.AlreadyThere, result.Outcome);
        Assert.Empty(_scene.Origin.Requests);
    }

    [Fact]
    public async Task Fetch_StoredFileContradictsTheSecondChecksum_BlamesTheConfiguration()
    {
        var uri = _scene.Origin.Serve("/a", Replies.File(_content));
        await _scene.FetchAsync(uri, _content);
        var result = await _scene.FetchAsync(new SourceToFetch { Uri = uri.AbsoluteUri, Checksums = SourceChecksums.Create(Sums.Sha256(_content), new string('0', 128)) });
        Assert.Equal(FetchOutcome.Failed, result.Outcome);
        Assert.Contains("one of the two checksums in the configuration is wrong", result.Message, StringComparison.Ordinal);
        Assert.Single(_scene.Store.List());
    }

    [Theory]
    [InlineData("ftp://files.example/a.tar.gz", "ftp:// is refused")]
    [InlineData("file:///etc/passwd", "file: is not fetched")]
    [InlineData("gopher://files.example/", "gopher: is not fetched")]
    [InlineData("a.tar.gz", "not an absolute URI")]
    [InlineData("http://", "not an absolute URI")]
    public async Task Fetch_OtherScheme_IsRefusedByName(string uri, string why) =>
        _scene.AssertFailed(await _scene.FetchAsync(new SourceToFetch { Uri = uri, Checksums = Sums.Of(_content) }), uri, why);

    [Fact]
    public async Task Fetch_UserInfo_IsNeitherSentNorShown()
    {
        var uri = _scene.Origin.Serve("/private", Replies.Status(401));
        var result = await _scene.FetchAsync(new SourceToFetch { Uri = uri.AbsoluteUri.Replace("//", "//canary:hunter2@", StringComparison.Ordinal), Checksums = Sums.Of(_content) });
        _scene.AssertFailed(result, uri.AbsoluteUri, "401", "credentials are not sent");
        Assert.DoesNotContain("hunter2", result.Message, StringComparison.Ordinal);
        Assert.Null(Assert.Single(_scene.Origin.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task Check_DeadAndLivingOrigins_AreToldApart()
    {
        var living = _scene.Origin.Serve("/living", Replies.File(_content));
        var dead = _scene.Origin.Serve("/dead", Replies.Status(410));
        var headless = _scene.Origin.Serve("/headless", request => request.Method == "HEAD" ? Replies.Status(405) : Replies.Whole(_content));
        SourceToFetch[] sources = [FetchScene.Source(living, _content), FetchScene.Source(dead, _content), FetchScene.Source(headless, _content), new() { Uri = "ftp://x/y", Checksums = Sums.Of(_content) }];
        using var fetcher = new SourceFetcher(_scene.Store, _scene.Options);
        var answers = await fetcher.CheckAsync(sources);
        Assert.Equal([true, false, true, false], answers.Select(answer => answer.IsAlive));
        Assert.Equal(sources, answers.Select(answer => answer.Source));
        Assert.Equal(300_000, answers[0].Length);
        Assert.Contains("410", answers[1].Message, StringComparison.Ordinal);
    }
}
