using Wolfictl.Hosting.CommandLine;
using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Pods;

/// <summary>What Ctrl-C does: asks once where a person can answer, deletes the pod, and waits for it to be gone.</summary>
internal sealed class PodInterruption(IKubernetes cluster, Pod pod, Streams streams, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public async Task<int> RunAsync()
    {
        var name = $"{pod.Metadata.Namespace}/{pod.Metadata.Name}";
        var byHand = $"kubectl delete pod -n {pod.Metadata.Namespace} {pod.Metadata.Name}";
        if (streams.IsTerminal && !Console.IsInputRedirected)
        {
            await streams.Diagnostics.WriteAsync($"\ndelete the pod {name}? [Y/n] ").ConfigureAwait(false);
            await streams.Diagnostics.FlushAsync().ConfigureAwait(false);
            var answer = await Task.Run(Console.In.ReadLine).ConfigureAwait(false);
            if (answer?.Trim() is ['n' or 'N', ..])
            {
                throw new CommandException(ExitCodes.Interrupted, $"left; the pod {name} goes on. To delete it: {byHand}");
            }
        }

        await streams.Diagnostics.WriteLineAsync($"deleting the pod {name}").ConfigureAwait(false);
        using var patience = new CancellationTokenSource(Patience, clock);
        var removal = new PodRemoval(cluster, pod);
        try
        {
            await removal.AskAsync(patience.Token).ConfigureAwait(false);
            await removal.WaitAsync(clock, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(ExitCodes.Interrupted, $"the pod {name} is not gone yet: see kubectl get pod -n {pod.Metadata.Namespace} {pod.Metadata.Name}");
        }
        catch (KubernetesException e)
        {
            throw new CommandException(ExitCodes.Interrupted, $"the pod {name} could not be deleted: {e.Message} By hand: {byHand}", e);
        }

        await streams.Diagnostics.WriteLineAsync($"the pod {name} is gone").ConfigureAwait(false);
        return ExitCodes.Interrupted;
    }
}
