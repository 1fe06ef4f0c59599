using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Wolfictl.Hosting.Health;
using Wolfictl.Hosting.Telemetry;

namespace Wolfictl.Hosting;

/// <summary>What every service process has: logs, traces, metrics, health endpoints, and 25 seconds to stop in.</summary>
public static class ServiceHost
{
    /// <summary>A builder for the process named <paramref name="process"/>.</summary>
    /// <param name="process">As in <c>wolfictl-scheduler</c>.</param>
    /// <param name="healthUrl">Where it answers <c>/healthz/live</c> and <c>/healthz/ready</c>: <c>http://127.0.0.1:8081</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string process, Uri healthUrl)
    {
        ArgumentNullException.ThrowIfNull(healthUrl);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = process, Args = [] });
        builder.WebHost.UseUrls(healthUrl.ToString());
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.Services.AddHealthChecks();
        builder.AddWolfictlTelemetry(process);
        return builder;
    }

    /// <summary>Takes <c>http://address:port</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Uri ParseHealthUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http", AbsolutePath: "/" }
        ? url
        : throw new FormatException($"'{text}' is no address to answer on: expected http://127.0.0.1:8081 or another address and port.");

    /// <summary>
    /// Maps the health endpoints: <c>/healthz/live</c> tells that the process answers, <c>/healthz/ready</c> that it can work; degraded is not ready.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var codes = new Dictionary<HealthStatus, int>
        {
            [HealthStatus.Healthy] = 200,
            [HealthStatus.Degraded] = 503,
            [HealthStatus.Unhealthy] = 503,
        };
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResultStatusCodes = codes, ResponseWriter = HealthReportText.WriteAsync });
    }
}
