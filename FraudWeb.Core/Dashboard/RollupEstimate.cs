using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Dashboard;

/// <summary>Estimates from the rollups how many predictions match a simple filter. Times are rounded to the hour, and no prediction is
/// read.</summary>
internal static class RollupEstimate
{
    /// <returns>Null if the rollups have no counts for the filter.</returns>
    public static async Task<long?> CountAsync(FraudDbContext context, HistoryFilter filter, CancellationToken cancel)
    {
        var rest = filter with { From = null, To = null, RiskLevel = null, Decision = null, IsFraud = null, Label = null, Schema = null };
        if (filter.Fields.Count > 0 || rest != new HistoryFilter { Fields = filter.Fields }
            || (filter.RiskLevel is not null && filter.Decision is not null)
            || (filter.IsFraud is not null && filter.Label is not null))
        {
            return null;
        }

        var (dimension, bucket) = filter switch
        {
            { RiskLevel: { } risk } => (Rollup.ByRisk, RollupPlan.BucketOf(risk)),
            { Decision: { } decision } => (Rollup.ByDecision, RollupPlan.BucketOf(decision)),
            _ => (Rollup.Total, ""),
        };
        var first = filter.From is { } from ? Rollup.HourOf(from) : long.MinValue;
        var last = filter.To is { } to ? Rollup.HourOf(to.AddMilliseconds(-1)) : long.MaxValue;
        var rollups = context.Rollups.Where(r => r.Dimension == dimension && r.Bucket == bucket && r.Hour >= first && r.Hour <= last);
        return filter switch
        {
            { IsFraud: true } => await rollups.SumAsync(r => r.Flagged, cancel),
            { IsFraud: false } => await rollups.SumAsync(r => r.Count - r.Flagged, cancel),
            { Label: Label.Fraud } => await rollups.SumAsync(r => r.LabelledFraud, cancel),
            { Label: Label.Legitimate } => await rollups.SumAsync(r => r.LabelledLegitimate, cancel),
            { Label: Label.None } => await rollups.SumAsync(r => r.Count - r.LabelledFraud - r.LabelledLegitimate, cancel),
            _ => await rollups.SumAsync(r => r.Count, cancel),
        };
    }
}
