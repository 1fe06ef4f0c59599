using System.Diagnostics;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Logs;

namespace Wolfictl.PodBench;

/// <summary>
/// Reads the log of a pod that has printed its lines and ended, as wolfictl pod does and into a file, against kubectl logs -f into a file. What kubectl needs to start
/// is measured by the last line alone, and taken off: this process runs already, as wolfictl does when a pod prints.
/// </summary>
internal sealed class LogComparison(IPods pods, string space, string kubeconfig, string image)
{
    private const int Lines = 200_000;
    private const string Name = "talker";
    private const string Container = "build";

    public async Task RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("wolfictl-bench-");
        try
        {
            var uid = await TalkAsync();
            var ours = new List<double>();
            var theirs = new List<double>();
            var starts = new List<double>();
            var (mine, kubectl) = (Path.Combine(folder.FullName, "ours"), Path.Combine(folder.FullName, "kubectl"));
            for (var i = 0; i < rounds; i++)
            {
                starts.Add(await KubectlAsync(kubectl, "--tail=1"));
                theirs.Add(await KubectlAsync(kubectl, "-f"));
                ours.Add(await OursAsync(uid, mine));
                if (File.ReadLines(kubectl).Count() != Lines || !File.ReadLines(mine).SequenceEqual(File.ReadLines(kubectl).Select(line => $"{Container} | {line}")))
                {
                    throw new InvalidOperationException($"The logs are not the {Lines} lines that the pod printed: see {folder.FullName}.");
                }
            }

            var start = Statistics.Median(starts);
            var (ourRate, theirRate) = (Lines / Statistics.Median(ours), Lines / (Statistics.Median(theirs) - start));
            Console.WriteLine($"logs: {Lines} lines of a pod: {ourRate:F0} lines/s; kubectl logs -f {theirRate:F0} lines/s, without the {start:F2} s that it takes to start");
            Console.WriteLine($"logs: ratio {ourRate / theirRate:F2} (at least 0.8)");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> TalkAsync()
    {
        var pod = await pods.CreateAsync(space, new Pod
        {
            Metadata = new() { Name = Name },
            Spec = new PodSpec
            {
                RestartPolicy = "Never",
                AutomountServiceAccountToken = false,
                Containers =
                [
                    new Container
                    {
                        Name = Container,
                        Image = image,
                        ImagePullPolicy = "IfNotPresent",
                        Command = ["bash", "-c", $"seq -f 'line %06.0f of a build: checking whether the compiler accepts -O2 -pipe -Wall... yes' {Lines}"],
                    },
                ],
            },
        });
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await foreach (var change in new PodWatcher(pods, space, new PodSelector(Fields: $"metadata.name={Name}")).ReadAsync(patience.Token))
        {
            switch (change.Pod?.Status?.Phase)
            {
                case PodPhase.Succeeded:
                    return pod.Metadata.Uid!;
                case PodPhase.Failed:
                    throw new InvalidOperationException($"The pod that prints failed: {change.Pod.Status.Message ?? change.Pod.Status.Reason}");
            }
        }

        throw new InvalidOperationException("The watch of the pod that prints ended.");
    }

    private async Task<double> OursAsync(string uid, string file)
    {
        var started = Stopwatch.GetTimestamp();
        await using (var writer = new StreamWriter(file))
        {
            await foreach (var entry in new PodLogReader(pods, new PodLogTarget(space, Name, Container, uid)).ReadAsync())
            {
                if (entry is PodLogLine line)
                {
                    writer.Write(Container);
                    writer.Write(" | ");
                    writer.WriteLine(LogText.Neutralise(line.Content.Span));
                }
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<double> KubectlAsync(string file, string how)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start("sh", ["-c", "out=$1; shift; exec kubectl \"$@\" >\"$out\"", "sh", file, "--kubeconfig", kubeconfig, "-n", space, "logs", how, Name]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"kubectl logs {how} ended with {process.ExitCode}.");
    }
}
