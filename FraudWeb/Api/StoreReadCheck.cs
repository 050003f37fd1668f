using System.Data.Common;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>Reports whether predictions can be read.</summary>
public sealed class StoreReadCheck(PredictionQueries predictions) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await predictions.AnyAsync(cancel: cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is StoreUnavailableException or DbException)
        {
            return HealthCheckResult.Unhealthy("The database can't be read.", e);
        }
    }
}
