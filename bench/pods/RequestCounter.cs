using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Wolfictl.PodBench;

/// <summary>Counts the requests of this process that were answered, each attempt on its own, as the runtime's own meter of HTTP tells them.</summary>
internal sealed class RequestCounter : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _byMethod = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public RequestCounter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "http.request.method")
                {
                    _byMethod.AddOrUpdate((string)value!, 1, static (_, count) => count + 1);
                }
            }
        });
        _listener.Start();
    }

    /// <summary>Requests so far with a method.</summary>
    public int Of(HttpMethod method) => _byMethod.GetValueOrDefault(method.Method);

    public void Dispose() => _listener.Dispose();
}
