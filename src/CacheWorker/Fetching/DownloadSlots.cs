using System.Collections.Concurrent;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>
/// How many download at once, in all and from one host. A slot is always taken host first, and given back whole before another is waited for:
/// nobody who waits for a host holds up the others.
/// </summary>
internal sealed class DownloadSlots(int jobs, int jobsPerHost) : IDisposable
{
    private readonly SemaphoreSlim _jobs = new(jobs);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public async Task<DownloadSlot> EnterAsync(Uri uri, CancellationToken cancellationToken)
    {
        var slot = new DownloadSlot(this);
        await slot.MoveToAsync(uri, cancellationToken);
        return slot;
    }

    public void Dispose()
    {
        _jobs.Dispose();
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    internal async Task<SemaphoreSlim> TakeAsync(string host, CancellationToken cancellationToken)
    {
        var slots = _hosts.GetOrAdd(host, static (_, count) => new SemaphoreSlim(count), jobsPerHost);
        await slots.WaitAsync(cancellationToken);
        try
        {
            await _jobs.WaitAsync(cancellationToken);
        }
        catch
        {
            slots.Release();
            throw;
        }

        return slots;
    }

    internal void Release(SemaphoreSlim host)
    {
        _jobs.Release();
        host.Release();
    }
}
