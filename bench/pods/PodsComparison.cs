using System.Diagnostics;
using System.Text;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.PodBench;

/// <summary>
/// Creates, watches, finishes and deletes pods through the client, against the same creations, patches and deletions sent by a bare loop, at the same concurrency.
/// A pod is finished when the watch tells it: the status comes from a patch that both sides send in the same bare way, for there is no node.
/// </summary>
internal sealed class PodsComparison(IPods pods, BareServer bare, string space)
{
    private const int Count = 2000;
    private const int WarmUp = 200;
    private static readonly ParallelOptions Concurrency = new() { MaxDegreeOfParallelism = 16 };
    private readonly string _path = $"/api/v1/namespaces/{space}/pods";
    private int _round;

    public async Task RunAsync(int rounds)
    {
        await BareAsync(WarmUp);
        await OursAsync(WarmUp);
        var ours = new List<PodsRound>();
        var theirs = new List<PodsRound>();
        for (var i = 0; i < rounds; i++)
        {
            // Each goes first in turn: the server slows down with what it has kept.
            foreach (var mine in new[] { i % 2 == 1, i % 2 == 0 })
            {
                (mine ? ours : theirs).Add(mine ? await OursAsync(Count) : await BareAsync(Count));
            }
        }

        var (our, their) = (Statistics.Median(ours.Select(r => r.Seconds)), Statistics.Median(theirs.Select(r => r.Seconds)));
        Console.WriteLine($"pods: {Count} pods created, watched, finished and deleted, {Concurrency.MaxDegreeOfParallelism} at once: {our:F2} s; a bare HttpClient loop that watches nothing {their:F2} s");
        Console.WriteLine($"pods: ratio {our / their:F2} (at most 1.25)");
        Console.WriteLine($"pods: {ours.Max(r => r.RequestsPerPod):F3} requests a pod, {ours.Max(r => r.ListsAndWatches)} lists and watches in all (at most 4 a pod, no polling)");
        Console.WriteLine($"pods: memory {ours.Max(r => r.BytesPerPod) / 1000:F1} KB a pod (under 20)");
    }

    private async Task<PodsRound> OursAsync(int count)
    {
        var label = $"ours-{++_round}";
        var names = Names(label, count);
        var made = names.ConvertAll(name => BenchPod.Make(name, label));
        using var counter = new RequestCounter();
        using var stop = new CancellationTokenSource();
        var tally = new PodTally(count);
        var before = SettledHeap();
        var clock = Stopwatch.StartNew();
        var watching = tally.TakeAsync(new PodWatcher(pods, space, PodSelector.WithLabels([new(BenchPod.Label, label)])), stop.Token);
        await tally.Listed;
        var uids = new string[count];
        await EachAsync(count, async i => uids[i] = (await pods.CreateAsync(space, made[i])).Metadata.Uid!);
        await tally.AllThere;
        await FinishAsync(names);
        await tally.AllFinished;
        clock.Stop();
        var grown = SettledHeap() - before;
        clock.Start();
        await EachAsync(count, i => pods.DeleteAsync(space, names[i], new PodDeletion { GracePeriod = TimeSpan.Zero, Uid = uids[i] }));
        await tally.AllGone;
        clock.Stop();
        await stop.CancelAsync();
        await watching;
        GC.KeepAlive(made);
        var reads = counter.Of(HttpMethod.Get);
        var requests = counter.Of(HttpMethod.Post) + counter.Of(HttpMethod.Delete) + reads;
        return new PodsRound(clock.Elapsed.TotalSeconds, (double)grown / count, (double)requests / count, reads);
    }

    private async Task<PodsRound> BareAsync(int count)
    {
        var label = $"bare-{++_round}";
        var names = Names(label, count);
        var made = names.ConvertAll(name => PodJson.Write(BenchPod.Make(name, label)));
        // It counts, too, so that counting costs both the same.
        using var counter = new RequestCounter();
        SettledHeap();
        var clock = Stopwatch.StartNew();
        var uids = new string[count];
        await EachAsync(count, async i => uids[i] = UidIn(await bare.SendAsync(HttpMethod.Post, _path, made[i])));
        await FinishAsync(names);
        await EachAsync(count, i => bare.SendAsync(HttpMethod.Delete, $"{_path}/{names[i]}", Deletion(uids[i])));
        return new PodsRound(clock.Elapsed.TotalSeconds);
    }

    private Task FinishAsync(List<string> names) =>
        EachAsync(names.Count, i => bare.SendAsync(HttpMethod.Patch, $"{_path}/{names[i]}/status", BenchPod.Succeeded, "application/strategic-merge-patch+json"));

    private static Task EachAsync(int count, Func<int, Task> work) => Parallel.ForAsync(0, count, Concurrency, async (i, _) => await work(i));

    private static List<string> Names(string label, int count) => [.. Enumerable.Range(0, count).Select(i => $"{label}-{i}")];

    private static string UidIn(byte[] pod)
    {
        var text = pod.AsSpan();
        var begin = text.IndexOf("\"uid\":\""u8) + 7;
        return Encoding.ASCII.GetString(text.Slice(begin, 36));
    }

    private static byte[] Deletion(string uid) => Encoding.ASCII.GetBytes($"{{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"gracePeriodSeconds\":0,\"preconditions\":{{\"uid\":\"{uid}\"}}}}");

    private static long SettledHeap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
