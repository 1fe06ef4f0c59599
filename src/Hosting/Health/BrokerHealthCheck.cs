using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Wolfictl.Hosting.Health;

/// <summary>Ready only if the broker itself says that this process consumes.</summary>
internal sealed class BrokerHealthCheck(BrokerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());
}
