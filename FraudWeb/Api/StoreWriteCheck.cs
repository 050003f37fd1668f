using FraudWeb.Core.History;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>Reports whether predictions can be written.</summary>
public sealed class StoreWriteCheck(PredictionLog log) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(log.IsHealthy
            ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The last write to the database failed."));
}
