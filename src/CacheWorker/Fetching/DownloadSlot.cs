namespace Wolfictl.CacheWorker.Fetching;

/// <summary>The right to download from one host; a redirect moves it to another.</summary>
internal sealed class DownloadSlot(DownloadSlots slots) : IDisposable
{
    private SemaphoreSlim? _taken;
    private string? _host;

    public async Task MoveToAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (string.Equals(uri.IdnHost, _host, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        Dispose();
        _taken = await slots.TakeAsync(uri.IdnHost, cancellationToken);
        _host = uri.IdnHost;
    }

    public void Dispose()
    {
        if (_taken is not null)
        {
            slots.Release(_taken);
            (_taken, _host) = (null, null);
        }
    }
}
