using System.Diagnostics;
using Wolfictl.CacheWorker.Tests.Storing;
using Wolfictl.TestKit.Origin;
using Xunit.Abstractions;

namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>design/faults.md, "truncated, corrupt, crash": workers killed with SIGKILL at any moment, one or two at a time on one folder.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private readonly List<(string Path, byte[] Content)> _files =
    [
        .. Enumerable.Range(0, 24).Select(i => ($"/small/{i}", OriginContent.Of(i, 64 << 10))),
        .. Enumerable.Range(24, 12).Select(i => ($"/middle/{i}", OriginContent.Of(i, 512 << 10))),
        .. Enumerable.Range(36, 4).Select(i => ($"/large/{i}", OriginContent.Of(i, 4 << 20))),
    ];

    [Fact]
    public Task Fetch_KilledFiftyTimes_NoWrongBytesAndCarriesOn() => KillAsync(50);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Fetch_KilledFiveHundredTimes_NoWrongBytesAndCarriesOn() => KillAsync(500);

    private async Task KillAsync(int kills)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);

        // A kill loses nothing that the kernel has: in memory it is as good a test, and a busy disk can't slow it.
        using var folder = new ScratchFolder(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        using var lists = new ScratchFolder();
        await using var origin = HostileOrigin.Start();
        foreach (var (path, content) in _files)
        {
            origin.Serve(path, Replies.File(content));
        }

        var list = Path.Combine(lists.Path, "list");
        var wrong = origin.Serve("/wrong", Replies.File(OriginContent.Of(99, 300_000)));
        await File.WriteAllLinesAsync(list, [$"{wrong} {Sums.Sha256(OriginContent.Of(98, 300_000))}", .. _files.Select(file => $"{new Uri(origin.Base, file.Path)} {Sums.Sha256(file.Content)}")]);

        var (killed, unexpected, finished) = (0, 0, 0);
        while (killed < kills)
        {
            var mark = origin.WhenSentAsync(origin.BytesSent + random.Next(6 << 20));
            var workers = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Start(folder.Path, list)).ToList();
            await Task.WhenAny(mark, Task.WhenAll(workers.Select(worker => worker.WaitForExitAsync())));
            foreach (var worker in workers)
            {
                if (!worker.HasExited)
                {
                    worker.Kill();
                    killed++;
                }

                await worker.WaitForExitAsync();
                worker.Dispose();
            }

            unexpected += Sums.WrongFiles(folder.Path).Count;
            if (Finals(folder.Path).Count > 30)
            {
                // Nearly done: take most away again, so that there is something to be killed at.
                finished++;
                Finals(folder.Path).Where(_ => random.Next(4) > 0).ToList().ForEach(File.Delete);
            }
        }

        var resumed = origin.Requests.Count(request => request.RangeStart > 0);
        using var last = Start(folder.Path, list);
        var said = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        var lost = _files.Count(file => !File.Exists(Path.Combine(folder.Path, Sums.Of(file.Content).Name.ToString())));
        var duplicated = Finals(folder.Path).Count - (_files.Count - lost);
        output.WriteLine($"lost {lost}, duplicated {duplicated}, unexpected {unexpected + Sums.WrongFiles(folder.Path).Count}, recovered {resumed} (seed {seed}, kills {killed}, rounds {finished})");
        Assert.Equal((0, 0, 0), (lost, duplicated, unexpected));
        Assert.Empty(Sums.WrongFiles(folder.Path));
        Assert.Empty(Sums.Partials(folder.Path));
        Assert.True(resumed > 0, "nothing was resumed");
        Assert.Equal(1, last.ExitCode);
        Assert.Equal("/wrong", new Uri(Assert.Single(said.Split('\n'), line => line.StartsWith("Failed", StringComparison.Ordinal)).Split(' ')[1]).AbsolutePath);
    }

    private static Process Start(string folder, string list) => Process.Start(FetchingProcess.StartInfo(folder, list, "127.0.0.1"))!;

    private static List<string> Finals(string folder) => [.. Directory.EnumerateFiles(folder, "sha256:*")];
}
