using System.IO.Compression;
using System.Text;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.Scheduler.Engines.Pods.Publishing;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Scheduler.Tests.Engines.Pods;

/// <summary>The publisher beside a build that the test plays: it holds the lock and writes apks.</summary>
public sealed class PodPublisherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly OciRepositories _repositories = new();
    private readonly IOciRepository _target;
    private readonly List<string> _published = [];

    public PodPublisherTests()
    {
        _target = _repositories.Open(OciReference.Layout(_folder["oci"]));
        _folder.CreateFolder("run");
    }

    public void Dispose()
    {
        _repositories.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_WhileTheBuildGoesOn_PublishesWhatIsWholeAndQuiet()
    {
        using var build = StartBuild();
        var publishing = Publisher().RunAsync(CancellationToken.None);
        WriteApk("a-1-r0.apk");
        _folder.Write("packages/x86_64/half-1-r0.apk", "\u001f\u008b not whole");

        await PassUntilAsync(() => _published.Count > 0);
        var first = await ListAsync();
        WriteApk("b-1-r0.apk");
        build.Dispose();
        var result = await _clock.PassWhileAsync(publishing, TimeSpan.FromMinutes(1));

        Assert.Equal(["x86_64/a-1-r0.apk"], first);
        Assert.Equal(["x86_64/a-1-r0.apk", "x86_64/b-1-r0.apk"], await ListAsync());
        Assert.Equal(["half-1-r0.apk"], result.LeftOut);
        Assert.Equal(["x86_64/a-1-r0.apk", "x86_64/b-1-r0.apk"], _published);
    }

    [Fact]
    public async Task Run_ApkThatIsWrittenAgain_PublishesTheLast()
    {
        using var build = StartBuild();
        var publishing = Publisher().RunAsync(CancellationToken.None);
        WriteApk("a-1-r0.apk", "one");
        await PassUntilAsync(() => _published.Count == 1);

        WriteApk("a-1-r0.apk", "another");
        build.Dispose();
        var result = await _clock.PassWhileAsync(publishing, TimeSpan.FromMinutes(1));

        var file = Assert.Single(result.Files);
        Assert.Equal(new FileInfo(_folder["packages/x86_64/a-1-r0.apk"]).Length, file.Size);
        await OutputArtifact.FetchAsync(_target, result.Manifest, _folder["out"]);
        Assert.Equal(File.ReadAllBytes(_folder["packages/x86_64/a-1-r0.apk"]), File.ReadAllBytes(_folder["out/x86_64/a-1-r0.apk"]));
    }

    [Fact]
    public async Task Run_BuildThatMadeNothing_PublishesAnEmptyArtifact()
    {
        StartBuild().Dispose();

        var result = await _clock.PassWhileAsync(Publisher().RunAsync(CancellationToken.None), TimeSpan.FromMinutes(1));

        Assert.Empty(result.Files);
        Assert.Empty(await OutputArtifact.FetchAsync(_target, result.Manifest, _folder["out"]));
    }

    [Fact]
    public async Task Run_BuildThatNeverStarts_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<PodPublishException>(() => _clock.PassWhileAsync(Publisher().RunAsync(CancellationToken.None), TimeSpan.FromMinutes(1)));

        Assert.Contains("did not start within 60 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BuildThatNeverEnds_SaysSoAndKeepsWhatItHas()
    {
        using var build = StartBuild();
        WriteApk("a-1-r0.apk");

        var failure = await Assert.ThrowsAsync<PodPublishException>(() => _clock.PassWhileAsync(Publisher().RunAsync(CancellationToken.None), TimeSpan.FromMinutes(1)));

        Assert.Contains("1 packages are published", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["x86_64/a-1-r0.apk"], await ListAsync());
    }

    [Fact]
    public async Task Run_LinkToAFileElsewhere_IsNotPublished()
    {
        StartBuild().Dispose();
        WriteApk("a-1-r0.apk");
        File.CreateSymbolicLink(_folder["packages/x86_64/b-1-r0.apk"], "/etc/passwd");

        var result = await _clock.PassWhileAsync(Publisher().RunAsync(CancellationToken.None), TimeSpan.FromMinutes(1));

        Assert.Equal(["x86_64/a-1-r0.apk"], result.Files.Select(f => f.Path));
    }

    private PodPublisher Publisher() => new(
        _target,
        new PodPublishOptions
        {
            Workspace = _folder,
            Architecture = Architecture.X86_64,
            RunFolder = _folder["run"],
            Tag = "attempt-1",
            StartTimeout = TimeSpan.FromMinutes(1),
            Timeout = TimeSpan.FromMinutes(10),
        },
        _clock)
    {
        OnPublished = file => _published.Add(file.Path),
    };

    /// <summary>Disposing it is the end of the build.</summary>
    private FileStream StartBuild()
    {
        var held = new FileStream(_folder["run/lock"], FileMode.Create, FileAccess.Write, FileShare.None);
        _folder.Write("run/started", "");
        return held;
    }

    private async Task PassUntilAsync(Func<bool> condition)
    {
        while (!condition() || _clock.Waiting == 0)
        {
            if (_clock.NextDue is { } due && due < TimeSpan.FromSeconds(30))
            {
                _clock.Advance(due);
            }

            await Task.Delay(1);
        }
    }

    private async Task<IEnumerable<string>> ListAsync() =>
        (await OutputArtifact.ListAsync(_target, (await _target.ResolveAsync("attempt-1")).Digest)).Select(f => f.Path);

    private void WriteApk(string name, string content = "apk")
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content + name));
        }

        _folder.CreateFolder("packages/x86_64");
        File.WriteAllBytes(_folder[$"packages/x86_64/{name}"], bytes.ToArray());
    }
}
