using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Dashboard;

/// <summary>Reads the figures of the Dashboard page from the hourly rollups. Only the newest high-risk predictions come from the
/// predictions table.</summary>
public sealed class DashboardQueries(IDbContextFactory<FraudDbContext> contexts, PredictionQueries predictions)
{
    /// <summary>The longest period whose series has hourly points. Longer ones have daily points.</summary>
    public static readonly TimeSpan MaxHourlySpan = TimeSpan.FromDays(3);

    private const int HighRiskShown = 10;
    private const int HoursOfDay = 24;
    private static readonly string[] PeriodDimensions = [Rollup.Total, Rollup.ByDecision, Rollup.ByLatency];

    /// <summary>Loads a period and the preceding period of the same length.</summary>
    /// <param name="from">The start; rounded down to the full hour.</param>
    /// <param name="to">The end; rounded up to the full hour.</param>
    /// <param name="schema">The champion's schema, whose fields are counted.</param>
    /// <param name="zone">The viewer's time zone: defines the days and the hours of the day.</param>
    /// <param name="cancel">Cancels the call.</param>
    public async Task<DashboardFigures> LoadAsync(
        DateTimeOffset from, DateTimeOffset to, TransactionSchema schema, TimeZoneInfo zone, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var first = Rollup.HourOf(from);
        var end = Math.Max(first + 1, Rollup.HourOf(to.AddTicks((TimeSpan.TicksPerHour) - 1)));
        await using var context = contexts.CreateDbContext();
        var hourly = await context.Rollups
            .Where(r => PeriodDimensions.Contains(r.Dimension) && r.Hour >= first && r.Hour < end)
            .ToListAsync(cancel);
        var before = await SumsAsync(context, PeriodDimensions, first - (end - first), first, cancel);

        var categories = schema.Fields.Where(field => field.Kind == FieldKind.Category && RollupPlan.BucketsOf(field).Length > 0).ToList();
        var others = schema.Fields.Where(field => field.Kind != FieldKind.Category && RollupPlan.BucketsOf(field).Length > 0).ToList();
        var sums = await SumsAsync(context, [Rollup.ByScore, Rollup.ByRisk, .. others.Select(Dimension)], first, end, cancel);
        var byHour = await HourOfDaySumsAsync(context, [.. categories.Select(Dimension)], first, end, cancel);
        sums.AddRange(byHour.GroupBy(sum => (sum.Dimension, sum.Bucket)).Select(same =>
            new Sum(same.Key.Dimension, same.Key.Bucket, same.Aggregate(default(Counts), (total, sum) => total + sum.Counts))));
        sums.AddRange(hourly.Where(r => r.Dimension == Rollup.ByDecision).Select(r => new Sum(r.Dimension, r.Bucket, CountsOf(r))));

        var start = MomentOf(first);
        var finish = MomentOf(end);
        var highRisk = await predictions.PageAsync(
            new() { From = start, To = finish, RiskLevel = RiskLevel.High }, HistorySort.Newest, HighRiskShown, cancel: cancel);
        var step = finish - start <= MaxHourlySpan ? SeriesStep.Hour : SeriesStep.Day;
        return new(
            start, finish, Totals([.. hourly.Select(r => new Sum(r.Dimension, r.Bucket, CountsOf(r)))]), Totals(before),
            step, Series(hourly, first, end, step, zone),
            Buckets(sums, Rollup.ByScore, Enumerable.Range(0, RollupPlan.ScoreBuckets).Select(
                n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), missing: false),
            Buckets(sums, Rollup.ByRisk, Enum.GetValues<RiskLevel>().Select(RollupPlan.BucketOf), missing: false),
            Buckets(sums, Rollup.ByDecision, Enum.GetValues<Decision>().Select(RollupPlan.BucketOf), missing: false),
            [.. schema.Fields.Where(field => RollupPlan.BucketsOf(field).Length > 0)
                .Select(field => new FieldCounts(field.Name, Buckets(sums, Dimension(field), RollupPlan.BucketsOf(field), missing: true)))],
            [.. categories.Select(field => Heat(field, byHour, (int)Math.Floor(zone.GetUtcOffset(start).TotalHours)))],
            highRisk.Items);
    }

    private static string Dimension(Field field) => Rollup.FieldPrefix + field.Name;

    private static DateTimeOffset MomentOf(long hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3600);

    private static Counts CountsOf(Rollup r) =>
        new(r.Count, r.Flagged, r.LabelledFraud, r.LabelledLegitimate, r.TruePositive, r.FalsePositive, r.Amount);

    private static async Task<List<Sum>> SumsAsync(
        FraudDbContext context, string[] dimensions, long first, long end, CancellationToken cancel) =>
        await context.Rollups
            .Where(r => dimensions.Contains(r.Dimension) && r.Hour >= first && r.Hour < end)
            .GroupBy(r => new { r.Dimension, r.Bucket })
            .Select(same => new Sum(same.Key.Dimension, same.Key.Bucket, new Counts(
                same.Sum(r => r.Count), same.Sum(r => r.Flagged), same.Sum(r => r.LabelledFraud), same.Sum(r => r.LabelledLegitimate),
                same.Sum(r => r.TruePositive), same.Sum(r => r.FalsePositive), same.Sum(r => r.Amount))))
            .ToListAsync(cancel);

    private static async Task<List<HourSum>> HourOfDaySumsAsync(
        FraudDbContext context, string[] dimensions, long first, long end, CancellationToken cancel) =>
        await context.Rollups
            .Where(r => dimensions.Contains(r.Dimension) && r.Hour >= first && r.Hour < end)
            .GroupBy(r => new { r.Dimension, r.Bucket, Hour = r.Hour % HoursOfDay })
            .Select(same => new HourSum(same.Key.Dimension, same.Key.Bucket, same.Key.Hour, new Counts(
                same.Sum(r => r.Count), same.Sum(r => r.Flagged), same.Sum(r => r.LabelledFraud), same.Sum(r => r.LabelledLegitimate),
                same.Sum(r => r.TruePositive), same.Sum(r => r.FalsePositive), same.Sum(r => r.Amount))))
            .ToListAsync(cancel);

    private static PeriodTotals Totals(IReadOnlyCollection<Sum> sums)
    {
        Counts Of(string dimension, string bucket) =>
            sums.Where(sum => sum.Dimension == dimension && sum.Bucket == bucket)
                .Aggregate(default(Counts), (total, sum) => total + sum.Counts);

        var declined = Of(Rollup.ByDecision, RollupPlan.BucketOf(Decision.Decline));
        var latencies = sums.Where(sum => sum.Dimension == Rollup.ByLatency)
            .Select(sum => KeyValuePair.Create(sum.Bucket, sum.Counts.Count)).ToList();
        return new(
            Of(Rollup.Total, ""), Of(Rollup.ByDecision, RollupPlan.BucketOf(Decision.Review)).Count, declined.Count, declined.Amount,
            LatencyBuckets.Percentile(latencies, 0.5), LatencyBuckets.Percentile(latencies, 0.99));
    }

    private static List<SeriesPoint> Series(List<Rollup> hourly, long first, long end, SeriesStep step, TimeZoneInfo zone)
    {
        DateTimeOffset StartOf(long hour)
        {
            var local = TimeZoneInfo.ConvertTime(MomentOf(hour), zone);
            return step == SeriesStep.Hour ? local : new DateTimeOffset(local.Date, zone.GetUtcOffset(local.Date));
        }

        var byHour = hourly.ToLookup(r => r.Hour);
        return [.. Enumerable.Range(0, (int)(end - first))
            .GroupBy(i => StartOf(first + i))
            .Select(point => new SeriesPoint(point.Key, Totals(
                [.. point.SelectMany(i => byHour[first + i]).Select(r => new Sum(r.Dimension, r.Bucket, CountsOf(r)))])))];
    }

    private static List<BucketCounts> Buckets(List<Sum> sums, string dimension, IEnumerable<string> buckets, bool missing)
    {
        var found = sums.Where(sum => sum.Dimension == dimension).ToLookup(sum => sum.Bucket, sum => sum.Counts);
        var counts = buckets.Select(
            bucket => new BucketCounts(bucket, found[bucket].Aggregate(default(Counts), (total, sum) => total + sum))).ToList();
        if (missing && found.Contains(""))
        {
            counts.Add(new("", found[""].Aggregate((total, sum) => total + sum)));
        }

        return counts;
    }

    // Rollups have UTC hours. The zone's offset at the start applies to the whole period, so a clock change shifts later hours by one.
    private static HeatMap Heat(Field field, List<HourSum> byHour, int offset)
    {
        var dimension = Dimension(field);
        var cells = field.Choices.Select(_ => new Counts[HoursOfDay]).ToList();
        foreach (var sum in byHour.Where(sum => sum.Dimension == dimension && field.PositionOf(sum.Bucket) >= 0))
        {
            cells[field.PositionOf(sum.Bucket)][(sum.Hour + offset + HoursOfDay) % HoursOfDay] += sum.Counts;
        }

        return new(field.Name, field.Choices, cells);
    }

    private readonly record struct Sum(string Dimension, string Bucket, Counts Counts);

    private readonly record struct HourSum(string Dimension, string Bucket, long Hour, Counts Counts);
}
