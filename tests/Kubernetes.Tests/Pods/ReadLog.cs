using System.Text;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

/// <summary>Reads logs of the fake cluster's pods while the waits of the reader pass.</summary>
internal static class ReadLog
{
    public const string Pod = "build";

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static PodLogTarget Target { get; } = new(FakeCluster.Space, Pod, "main");

    /// <summary>A cluster with the pod, whose container runs unless told.</summary>
    public static async Task<FakeCluster> StartAsync(bool run = true)
    {
        var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(FakeCluster.Space, Pod);
        if (run)
        {
            Run(cluster);
        }

        return cluster;
    }

    /// <summary>Lines as text, gaps as <c>(gap)</c>, until the reader ends or has as many as are wanted.</summary>
    public static Task<List<string>> AllAsync(FakeCluster cluster, int most = int.MaxValue, PodLogReaderOptions? options = null) =>
        cluster.PassAsync(EntriesAsync(cluster, most, options), TimeSpan.FromSeconds(15)).ContinueWith(
            read => read.GetAwaiter().GetResult().ConvertAll(Text), TaskScheduler.Default);

    public static async Task<List<PodLogEntry>> EntriesAsync(FakeCluster cluster, int most = int.MaxValue, PodLogReaderOptions? options = null)
    {
        var entries = new List<PodLogEntry>();
        // The clock runs fast: a busy log's silence would have passed before it is opened.
        var reader = new PodLogReader(cluster.Api.Pods, Target, (options ?? new PodLogReaderOptions { BusySilence = TimeSpan.FromMinutes(5) }) with { Time = cluster.Clock });
        await foreach (var entry in reader.ReadAsync())
        {
            entries.Add(entry);
            if (entries.Count == most)
            {
                break;
            }
        }

        return entries;
    }

    /// <summary>The container runs.</summary>
    public static void Run(FakeCluster cluster) => cluster.Server.Pods.SetStatus(
        FakeCluster.Space, Pod, """{"phase":"Running","containerStatuses":[{"name":"main","containerID":"c","state":{"running":{}}}]}""");

    /// <summary>The container has ended, and its log with it.</summary>
    public static void End(FakeCluster cluster)
    {
        cluster.Server.Pods.SetStatus(FakeCluster.Space, Pod, """{"phase":"Succeeded","containerStatuses":[{"name":"main","containerID":"c","state":{"terminated":{"exitCode":0}}}]}""");
        cluster.Server.Log(FakeCluster.Space, Pod).End();
    }

    private static string Text(PodLogEntry entry) => entry is PodLogLine line ? Encoding.UTF8.GetString(line.Content.Span) : "(gap)";
}
