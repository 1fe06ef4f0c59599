using Wolfictl.CacheWorker.Bundling;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.CacheWorker.Tests.Requests;

/// <summary>RabbitMQ, a registry, an origin and the worker, each a process of its own.</summary>
public sealed class CacheWorkerTests
{
    [RequiresFarmFact]
    public async Task SameRequest_SentThrice_IsFetchedOnceAndEndsUnderOneEventId()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(1, 100_000);
        var request = farm.Request(Source(farm.Origin.Serve("/one.tar.gz", Replies.File(content)), content));
        await farm.PublishAsync(request);
        await farm.PublishAsync(request);
        await using var worker = await farm.StartWorkerAsync();
        var first = Assert.Single(await farm.CompletionsAsync(1));
        await farm.PublishAsync(request);
        var again = Assert.Single(await farm.CompletionsAsync(1));
        Assert.Equal(first.EventId, again.EventId);
        Assert.Equal((CacheOutcome.Succeeded, 1L), (first.Outcome, first.Sequence));
        Assert.Equal(first.Bundle, again.Bundle);
        Assert.Single(farm.Origin.RequestsFor("/one.tar.gz"), r => r.Method == "GET");
        var source = Assert.Single(first.Sources);
        Assert.Equal((SourceOutcome.Fetched, Sums.Of(content).Name.ToString(), 100_000L), (source.Outcome, source.StoredAs!, source.Size!.Value));
        Assert.Equal([content], await UnpackAsync(farm, first.Bundle!.Value));
    }

    [RequiresFarmFact]
    public async Task WorkerKilled_InMidFetch_CarriesOnFromThePartialFile()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(2, 4 << 20);
        var uri = farm.Origin.ServeInTurn("/large.tar.gz", _ => Replies.Stall(content, 3 << 20), Replies.File(content));
        var worker = await farm.StartWorkerAsync();
        await farm.PublishAsync(farm.Request(Source(uri, content)));
        await PartialBytesAsync(farm, 2 << 20);
        Assert.Equal(0, (await farm.Broker.WaitForQueueAsync("wolfictl.cache-requested", queue => queue.Messages == 0)).Messages);
        worker.Send(Signal.Kill);
        await worker.WaitForExitAsync();
        await using var again = await farm.StartWorkerAsync();
        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.Equal(CacheOutcome.Succeeded, completed.Outcome);
        Assert.True(farm.Origin.RequestsFor("/large.tar.gz").Last().RangeStart >= 2 << 20, "it was fetched from the start again");
        Assert.Equal([content], await UnpackAsync(farm, completed.Bundle!.Value));
    }

    [RequiresFarmFact]
    public async Task OriginsDown_EndsFailedAndNamesEachSource()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(3, 1000);
        var good = Source(farm.Origin.Serve("/good", Replies.File(content)), content);
        var gone = Source(new Uri(farm.Origin.Base, "/gone"), OriginContent.Of(4, 10));
        var other = Source(farm.Origin.Serve("/other", Replies.File(content)), OriginContent.Of(5, 1000));
        await using var worker = await farm.StartWorkerAsync();
        await farm.PublishAsync(farm.Request(good, gone, other));
        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.Equal(CacheOutcome.Failed, completed.Outcome);
        Assert.Contains("2 of 3 sources failed", completed.Message, StringComparison.Ordinal);
        Assert.Equal([SourceOutcome.Fetched, SourceOutcome.Failed, SourceOutcome.Failed], completed.Sources.Select(s => s.Outcome));
        Assert.Contains("404", completed.Sources[1].Message, StringComparison.Ordinal);
        Assert.Equal(gone.Uri, completed.Sources[1].Uri);
        Assert.Contains("wrong bytes", completed.Sources[2].Message, StringComparison.Ordinal);
        Assert.Equal([content], await UnpackAsync(farm, completed.Bundle!.Value));
    }

    [RequiresFarmFact]
    public async Task SourceBundle_PackagesWithWhatTheyNeed_AreFetched()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var (needed, asked) = (OriginContent.Of(6, 1000), OriginContent.Of(7, 1000));
        using var directory = new TemporaryFolder();
        Write(directory, "needed", farm.Origin.Serve("/needed", Replies.File(needed)), needed, "");
        Write(directory, "asked", farm.Origin.Serve("/asked", Replies.File(asked)), asked, "environment:\n  contents:\n    packages:\n      - needed\n");
        Write(directory, "other", new Uri(farm.Origin.Base, "/other"), [1], "");
        await using var worker = await farm.StartWorkerAsync();
        await farm.PublishAsync(farm.Request() with { SourceBundle = await BundleAsync(farm, directory), Packages = [PackageName.Parse("asked")] });
        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.True(completed.Outcome == CacheOutcome.Succeeded, completed.Message);
        Assert.Equal(["asked", "needed"], completed.Sources.Select(s => Assert.Single(s.Packages).Value).Order());
        Assert.Equal(2, (await UnpackAsync(farm, completed.Bundle!.Value)).Count);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(farm.StateFolder, "work")));
    }

    [RequiresFarmFact]
    public async Task SourceBundle_WithAStepThatIsWrong_FailsBeforeAnyDownload()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(8, 1000);
        using var directory = new TemporaryFolder();
        Write(directory, "good", farm.Origin.Serve("/good", Replies.File(content)), content, "");
        directory.Write("bad.yaml", "package:\n  name: bad\n  version: 1.0\n  epoch: 0\npipeline:\n  - uses: fetch\n    with:\n      uri: https://example.org/a\n      expected-sha256: abc\n");
        await using var worker = await farm.StartWorkerAsync();
        await farm.PublishAsync(farm.Request() with { SourceBundle = await BundleAsync(farm, directory) });
        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.Equal(CacheOutcome.Failed, completed.Outcome);
        Assert.Matches(@"nothing was fetched: .*bad\.yaml:\d+", completed.Message);
        Assert.Null(completed.Bundle);
        Assert.Empty(farm.Origin.Requests);
    }

    [RequiresFarmFact]
    public async Task MalformedRequests_AreParkedWithTheirReasonAndTheNextOneIsServed()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(9, 1000);
        await using var worker = await farm.StartWorkerAsync();
        await farm.PublishAsync(farm.Request(new SourceToCache { Uri = "https://example.org/a", Sha256 = "abc" }));
        await farm.PublishAsync("not JSON"u8.ToArray(), Guid.NewGuid().ToString());
        await farm.PublishAsync(farm.Request(Source(farm.Origin.Serve("/good", Replies.File(content)), content)));
        Assert.Equal(CacheOutcome.Succeeded, Assert.Single(await farm.CompletionsAsync(1)).Outcome);
        var parked = await farm.Broker.WaitForMessagesAsync("wolfictl.cache-requested.parked", 2);
        Assert.Contains(parked, message => string.Join('\n', message.Headers.Select(h => h.Value.ToString())).Contains("64 hexadecimal digits", StringComparison.Ordinal));
    }

    [RequiresFarmFact]
    public async Task RepositoryThatIsNotListed_IsAnsweredWithTheReason()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        await using var worker = await farm.StartWorkerAsync();
        var request = farm.Request(Source(new Uri(farm.Origin.Base, "/a"), [1])) with { BundleRepository = farm.Repository + "-other" };
        await farm.PublishAsync(request);
        var completed = Assert.Single(await farm.CompletionsAsync(1));
        Assert.Equal((request.RequestId, CacheOutcome.Failed), (completed.RequestId, completed.Outcome));
        Assert.Contains("--allow-repository", completed.Message, StringComparison.Ordinal);
        Assert.Empty(farm.Origin.Requests);
    }

    [RequiresFarmFact]
    public async Task Terminated_InMidFetch_EndsWithinItsTimeWithStatusZero()
    {
        await using var farm = await WorkerFarm.CreateAsync();
        var content = OriginContent.Of(10, 4 << 20);
        var worker = await farm.StartWorkerAsync();
        await farm.PublishAsync(farm.Request(Source(farm.Origin.Serve("/large", Replies.Stall(content, 3 << 20)), content)));
        await PartialBytesAsync(farm, 2 << 20);
        worker.Send(Signal.Terminate);
        Assert.Equal(0, (await worker.WaitForExitAsync(TimeSpan.FromSeconds(30))).ExitCode);
    }

    private static SourceToCache Source(Uri uri, byte[] content) => new() { Uri = uri.AbsoluteUri, Sha256 = Sums.Sha256(content) };

    private static void Write(TemporaryFolder directory, string name, Uri uri, byte[] content, string more) => directory.Write(
        $"{name}.yaml",
        $"package:\n  name: {name}\n  version: 1.0\n  epoch: 0\n{more}pipeline:\n  - uses: fetch\n    with:\n      uri: {uri}\n      expected-sha256: {Sums.Sha256(content)}\n");

    private static async Task<DigestReference> BundleAsync(WorkerFarm farm, string directory)
    {
        using var repositories = new OciRepositories();
        var repository = $"{farm.Repository}/sources";
        var bundle = await SourceBundle.CreateAsync(directory, new SourceBundleOptions { CreatedBy = "test" }, repositories.Open(OciReference.Parse(repository)));
        return DigestReference.Of(repository, bundle.Manifest.Digest.ToString());
    }

    /// <summary>The contents of a bundle's files, which are named by them.</summary>
    private static async Task<IReadOnlyList<byte[]>> UnpackAsync(WorkerFarm farm, DigestReference bundle)
    {
        using var repositories = new OciRepositories();
        var folder = farm.Folder[Guid.NewGuid().ToString("N")];
        await CacheBundle.UnpackAsync(repositories, bundle, folder);
        Assert.Empty(Sums.WrongFiles(folder));
        return [.. Directory.GetFiles(folder, "sha256:*").Select(File.ReadAllBytes)];
    }

    private static async Task PartialBytesAsync(WorkerFarm farm, long least)
    {
        var folder = Path.Combine(farm.StateFolder, "cache", ".partial");
        while (Directory.GetFiles(folder, "*.part").Sum(file => new FileInfo(file).Length) < least)
        {
            await Task.Delay(20);
        }
    }
}
