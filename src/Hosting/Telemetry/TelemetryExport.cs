using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Wolfictl.Hosting.Telemetry;

/// <summary>Sends traces and metrics to the collector while the process runs, and what is left when it stops.</summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    public TelemetryExport(ResourceBuilder resource)
    {
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(WolfictlTelemetry.Name, "MassTransit", "System.Net.Http", "RabbitMQ.Client.Publisher")
            .AddOtlpExporter()
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(WolfictlTelemetry.Name, "MassTransit", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting")
            .AddOtlpExporter()
            .Build();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces.ForceFlush(2_000);
        _metrics.ForceFlush(2_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
