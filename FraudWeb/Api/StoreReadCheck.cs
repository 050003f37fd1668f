using FraudWeb.Core.History;
using FraudWeb.Problems;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>Reports whether predictions can be read.</summary>
public sealed class StoreReadCheck(PredictionQueries predictions, FailureLog failures) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await predictions.AnyAsync(cancel: cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failures.Log(e);
            return HealthCheckResult.Unhealthy("The database can't be read.");
        }
    }
}
