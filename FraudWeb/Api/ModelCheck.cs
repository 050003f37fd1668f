using FraudWeb.Core.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>Reports whether a model is loaded.</summary>
public sealed class ModelCheck(ModelRegistry models) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(models.HasChampion ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No model is loaded."));
}
