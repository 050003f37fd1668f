using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Jobs;

/// <summary>Reports whether expired data is erased as set. A failure degrades the service but does not stop it:
/// predictions are still answered.</summary>
public sealed class RetentionCheck(RetentionJob job, TimeProvider clock) : IHealthCheck
{
    // A daily run that failed is tried again every hour; a run may take its time.
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(26);

    private readonly long _startedAt = clock.GetTimestamp();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // By elapsed time, because the clock may be set meanwhile.
        var isGood = !job.HasFailed && (job.SinceLastSuccess ?? clock.GetElapsedTime(_startedAt)) <= MaxAge;
        return Task.FromResult(isGood ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture,
            $"Expired data was not erased; the last run that succeeded was at {job.LastSuccess:u}. The log has the details.")));
    }
}
