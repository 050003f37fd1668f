using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Hosting;

/// <summary>Reports whether the server will go on serving. Once it is told to stop, it is not ready, so that no new calls are sent to
/// it.</summary>
public sealed class DrainCheck(DrainingLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.IsDraining
            ? HealthCheckResult.Unhealthy("The server is about to stop.") : HealthCheckResult.Healthy());
}
