using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>wolfictl cache as a user starts it.</summary>
public sealed class CacheCommandTests
{
    [Fact]
    public async Task Cache_AllPackages_StoresEachSourceAndASecondRunFetchesNothing()
    {
        await using var scene = new CacheScene();
        var shared = CacheScene.Content("shared");
        string[] names = [scene.Package("one", "one.tar.gz", CacheScene.Content("one")), scene.Package("two", "shared.tar.gz", shared), scene.Package("three", "shared.tar.gz", shared)];
        var first = await scene.RunAsync();
        Assert.True(first.ExitCode == 0, first.ErrorText);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), scene.Stored);
        Assert.Matches(@"fetched +2 ", first.OutputText);
        Assert.Contains("fetched 2/2 ", first.ErrorText, StringComparison.Ordinal);
        var served = scene.Mirror.Requests.Count;
        var second = await scene.RunAsync();
        Assert.True(second.ExitCode == 0, second.ErrorText);
        Assert.Matches(@"fetched +0 ", second.OutputText);
        Assert.Matches(@"already there +2 ", second.OutputText);
        Assert.Equal(served, scene.Mirror.Requests.Count);
    }

    [Fact]
    public async Task Cache_OnePackage_FetchesWhatItNeedsAndNoMore()
    {
        await using var scene = new CacheScene();
        var needed = scene.Package("needed", "needed.tar.gz", CacheScene.Content("needed"));
        var asked = scene.Package("asked", "asked.tar.gz", CacheScene.Content("asked"), "environment:\n  contents:\n    packages:\n      - needed\n");
        scene.Package("other", "other.tar.gz", CacheScene.Content("other"));
        Assert.Equal(0, (await scene.RunAsync("asked")).ExitCode);
        Assert.Equal(new[] { needed, asked }.Order(StringComparer.Ordinal), scene.Stored);
    }

    [Fact]
    public async Task Cache_FlippedByte_ExitsOneNamesItAndStoresTheOthers()
    {
        await using var scene = new CacheScene();
        var good = scene.Package("good", "good.tar.gz", CacheScene.Content("good"));
        var content = CacheScene.Content("flipped");
        scene.Package("flipped", "flipped.tar.gz", content);
        scene.Serve("flipped.tar.gz", [(byte)(content[0] ^ 1), .. content[1..]]);
        var run = await scene.RunAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([good], scene.Stored);
        Assert.Matches(@"failed +1\b", run.OutputText);
        Assert.Matches($@"flipped +.*{CacheScene.Uri("flipped.tar.gz")}.*wrong bytes: expected sha256 {CacheScene.Sha256(content)}", run.OutputText);
    }

    [Fact]
    public async Task Cache_StepWithoutChecksum_IsAnErrorWithItsPlaceBeforeAnyDownload()
    {
        await using var scene = new CacheScene();
        scene.Package("good", "good.tar.gz", CacheScene.Content("good"));
        scene.Directory.Write("bad.yaml", "package:\n  name: bad\n  version: 1.0\n  epoch: 0\npipeline:\n  - uses: fetch\n    with:\n      uri: https://example.org/a.tar.gz\n");
        var run = await scene.RunAsync();
        Assert.Equal(2, run.ExitCode);
        Assert.Matches(@"bad\.yaml:\d+:\d+: ", run.ErrorText);
        Assert.Empty(scene.Mirror.Requests);
        Assert.Empty(scene.Stored);
        Assert.Equal(0, (await scene.RunAsync("good")).ExitCode);
    }

    [Fact]
    public async Task Plan_TellsCoveredThereMissingSharedAndNotCoverable()
    {
        await using var scene = new CacheScene();
        var shared = CacheScene.Content("shared");
        scene.Package("one", "one.tar.gz", CacheScene.Content("one"));
        scene.Package("two", "shared.tar.gz", shared);
        scene.Package("three", "shared.tar.gz", shared);
        scene.Directory.Write("clone.yaml", "package:\n  name: clone\n  version: 1.0\n  epoch: 0\npipeline:\n  - uses: git-checkout\n    with:\n      repository: https://example.org/clone.git\n      tag: v1\n");
        Assert.Equal(0, (await scene.RunAsync("--plan")).ExitCode);
        Assert.False(Directory.Exists(scene.Cache));
        Assert.Equal(0, (await scene.RunAsync("one")).ExitCode);
        var plan = await scene.RunAsync("--plan", "-o", "json");
        Assert.True(plan.ExitCode == 0, plan.ErrorText);
        var report = JsonDocument.Parse(plan.OutputText).RootElement;
        Assert.Equal((2, 1, 1, 1), (Number("covered"), Number("alreadyThere"), Number("missing"), Number("shared")));
        Assert.Equal("https://example.org/clone.git", Assert.Single(report.GetProperty("notCoverable").EnumerateArray()).GetProperty("uri").GetString());
        Assert.Equal(["three", "two"], report.GetProperty("files").EnumerateArray().Single(f => !f.GetProperty("alreadyThere").GetBoolean()).GetProperty("packages").EnumerateArray().Select(p => p.GetString()!));
        var text = (await scene.RunAsync("--plan")).OutputText;
        Assert.Matches(@"not coverable +1 +1 git-checkout", text);
        Assert.Matches(@"three,two +http://127\.0\.0\.1:9/shared\.tar\.gz", text);

        int Number(string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Check_AsksEachOriginAndListsTheDead()
    {
        await using var scene = new CacheScene();
        var content = CacheScene.Content("alive");
        var alive = scene.Mirror.Serve("/alive", Replies.File(content));
        foreach (var name in new[] { "alive", "dead" })
        {
            scene.Directory.Write($"{name}.yaml", $"package:\n  name: {name}\n  version: 1.0\n  epoch: 0\npipeline:\n  - uses: fetch\n    with:\n      uri: {new Uri(alive, $"/{name}")}\n      expected-sha256: {CacheScene.Sha256(CacheScene.Content(name))}\n");
        }

        scene.Mirror.Serve("/dead", Replies.Status(410));
        var check = await scene.RunAsync("--check", "--allow-host", "127.0.0.1");
        Assert.Equal(1, check.ExitCode);
        Assert.Matches(@"dead origins +1", check.OutputText);
        Assert.Matches(@"dead +http://127\.0\.0\.1:\d+/dead: .*410", check.OutputText);
        Assert.All(scene.Mirror.Requests, request => Assert.Equal("HEAD", request.Method));
        Assert.False(Directory.Exists(scene.Cache));
    }

    [Fact]
    public async Task Interrupted_ExitsWith130AndTheNextRunGoesOnWhereItWas()
    {
        await using var scene = new CacheScene();
        var content = OriginContent.Of(1, 4 << 20);
        var name = scene.Package("large", "large.tar.gz", content);
        scene.Mirror.ServeInTurn("/mirror/large.tar.gz", _ => Replies.Stall(content, 3 << 20), Replies.File(content));
        await using var run = scene.Start();
        var partial = Path.Combine(scene.Cache, ".partial", $"{name}.part");
        while (!File.Exists(partial) || new FileInfo(partial).Length < 2 << 20)
        {
            await Task.Delay(20);
        }

        run.Send(Signal.Interrupt);
        Assert.Equal(130, (await run.WaitForExitAsync()).ExitCode);
        Assert.Empty(scene.Stored);
        var next = await scene.RunAsync();
        Assert.True(next.ExitCode == 0, next.ErrorText);
        Assert.True(scene.Mirror.RequestsFor("/mirror/large.tar.gz").Last().RangeStart >= 2 << 20, "it was fetched from the start again");
        Assert.Equal([name], scene.Stored);
    }

    [Fact]
    public async Task Terminal_ShowsFilesBytesRateAndTimeLeft()
    {
        await using var scene = new CacheScene();
        var (small, held) = (CacheScene.Content("small"), OriginContent.Of(2, 200_000));
        scene.Package("small", "small.tar.gz", small);
        scene.Package("held", "held.tar.gz", held);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Mirror.Serve("/mirror/held.tar.gz", new OriginReply
        {
            Length = held.Length,
            Body = async body =>
            {
                await body.WriteAsync(held.AsMemory(0, 100_000));
                await seen.Task.WaitAsync(body.Stopped);
                await body.WriteAsync(held.AsMemory(100_000));
            },
        });
        await using var run = scene.StartOnTerminal();
        var line = await run.WaitForLineAsync(l => l.Contains("1/2 files", StringComparison.Ordinal) && l.Contains("left", StringComparison.Ordinal));
        seen.SetResult();
        Assert.Matches(@"1/2 files, [\d.]+ (Ki)?B, [\d.]+ \w+/s, \d+:\d\d left", line);
        Assert.Equal(0, (await run.WaitForExitAsync()).ExitCode);
        Assert.DoesNotContain(run.Output, l => l.Contains("fetched 1/2", StringComparison.Ordinal));
        Assert.Equal(2, scene.Stored.Count);
    }

    [Fact]
    public async Task VerifyAndPrune_NameWhatIsWrongAndFreeWhatIsOver()
    {
        await using var scene = new CacheScene();
        var one = scene.Package("one", "one.tar.gz", CacheScene.Content("one"));
        scene.Package("two", "two.tar.gz", CacheScene.Content("two"));
        Assert.Equal(0, (await scene.RunAsync()).ExitCode);
        Assert.Equal(0, (await CacheScene.CommandAsync("cache", "verify", "--out", scene.Cache)).ExitCode);
        File.AppendAllText(Path.Combine(scene.Cache, one), "more");
        var verify = await CacheScene.CommandAsync("cache", "verify", "--out", scene.Cache);
        Assert.Equal(1, verify.ExitCode);
        Assert.Contains(one, verify.OutputText, StringComparison.Ordinal);
        Assert.DoesNotContain(one, scene.Stored);
        var prune = await CacheScene.CommandAsync("cache", "prune", "--max-bytes", "0", "--out", scene.Cache);
        Assert.True(prune.ExitCode == 0, prune.ErrorText);
        Assert.StartsWith("1 files removed", prune.OutputText, StringComparison.Ordinal);
        Assert.Empty(scene.Stored);
        Assert.Equal(2, (await CacheScene.CommandAsync("cache", "prune", "--out", scene.Cache)).ExitCode);
        Assert.Equal(2, (await CacheScene.CommandAsync("cache", "verify", "--out", scene.Scratch["absent"])).ExitCode);
    }

    [Fact]
    public async Task WrongFlags_AreRefusedByName()
    {
        await using var scene = new CacheScene();
        scene.Package("one", "one.tar.gz", CacheScene.Content("one"));
        foreach (var (flag, value) in new[] { ("-j", "0"), ("--mirror", "nowhere"), ("--allow-host", "a b"), ("--bundle-repo", "localhost:5000/cache:tag"), ("-a", "riscv64") })
        {
            var run = await scene.RunAsync(flag, value);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(flag switch { "-j" => "--jobs", "-a" => "--arch", _ => flag }, run.ErrorText, StringComparison.Ordinal);
        }

        Assert.Empty(scene.Mirror.Requests);
    }

    [RegistryFact("skopeo")]
    public async Task BundleRepository_PrintsADigestThatSkopeoReadsAndThatUnpacks()
    {
        await using var scene = new CacheScene();
        await using var registry = await RegistryServer.StartAsync();
        string[] names = [scene.Package("one", "one.tar.gz", CacheScene.Content("one")), scene.Package("two", "two.tar.gz", OriginContent.Of(3, 100_000))];
        var repository = $"{registry.Host}/{Guid.NewGuid():N}/cache";
        var run = await scene.RunAsync("--bundle-repo", repository);
        Assert.True(run.ExitCode == 0, run.ErrorText);
        var reference = DigestReference.Parse(run.Output[^1]);
        Assert.Equal(repository, reference.Repository);
        var inspect = await ChildProcess.RunAsync("skopeo", ["inspect", "--tls-verify=false", $"docker://{reference}"]);
        Assert.True(inspect.ExitCode == 0, inspect.ErrorText);
        Assert.Equal(reference.Digest, JsonDocument.Parse(inspect.OutputText).RootElement.GetProperty("Digest").GetString());
        var target = scene.Scratch["unpacked"];
        var unpack = await CacheScene.CommandAsync("cache", "unpack", reference.ToString(), "--out", target);
        Assert.True(unpack.ExitCode == 0, unpack.ErrorText);
        Assert.Equal($"2 files written to {target}, 0 already there", unpack.OutputText.Trim());
        Assert.Equal(2, Directory.GetFiles(target).Length);
        foreach (var file in Directory.GetFiles(target))
        {
            Assert.Contains(Path.GetFileName(file), names);
            Assert.Equal(Path.GetFileName(file), $"sha256:{CacheScene.Sha256(await File.ReadAllBytesAsync(file))}");
        }

        var again = await scene.RunAsync("--bundle-repo", repository, "-o", "json");
        Assert.Equal(reference.ToString(), JsonDocument.Parse(again.OutputText).RootElement.GetProperty("bundle").GetString());
        Assert.Equal(2, (await CacheScene.CommandAsync("cache", "unpack", repository)).ExitCode);
    }
}
