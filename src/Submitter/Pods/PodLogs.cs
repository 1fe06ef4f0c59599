using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Submitter.Pods;

/// <summary>Tails the logs of a pod's containers, each from when it has started: init containers too, which say why they failed.</summary>
internal sealed class PodLogs(IPods pods, Pod pod, PodLines lines) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Task> _tails = new(StringComparer.Ordinal);

    /// <summary>Begins with the containers that have started since.</summary>
    public void Follow(Pod now)
    {
        foreach (var container in (now.Status?.InitContainerStatuses ?? []).Concat(now.Status?.ContainerStatuses ?? []))
        {
            if ((container.State?.Running is not null || (container.State?.Terminated is not null && !string.IsNullOrEmpty(container.ContainerID))) && !_tails.ContainsKey(container.Name))
            {
                var name = container.Name;
                _tails.Add(name, Task.Run(() => TailAsync(name)));
            }
        }
    }

    /// <summary>Waits for the ends of the logs that began, not for ever: a node that is gone has none.</summary>
    public async Task FinishAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_tails.Values).WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lines.State("the ends of the logs can't be had");
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_tails.Values).ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    private async Task TailAsync(string container)
    {
        try
        {
            var target = new PodLogTarget(pod.Metadata.Namespace!, pod.Metadata.Name!, container, pod.Metadata.Uid);
            await foreach (var entry in new PodLogReader(pods, target).ReadAsync(_stop.Token).ConfigureAwait(false))
            {
                lines.Log(container, entry);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody reads on.
        }
        catch (KubernetesException e)
        {
            lines.State($"the log of {container} can't be read: {e.Message}");
        }
        finally
        {
            lines.Flush();
        }
    }
}
