using FraudWeb.Core.History;
namespace FraudWeb.Core.Dashboard;

/// <summary>The figures of a period, counted by hours: everything that the Dashboard page draws.</summary>
/// <param name="From">The start, a full hour, UTC.</param>
/// <param name="To">The exclusive end, a full hour, UTC.</param>
/// <param name="Totals">The totals of the period.</param>
/// <param name="Before">The totals of the preceding period of the same length.</param>
/// <param name="Step">The time span of a point of <paramref name="Series"/>.</param>
/// <param name="Series">The points, without gaps.</param>
/// <param name="Scores">By probability in 20 steps of 0.05; bucket n begins at n · 0.05.</param>
/// <param name="RiskLevels">By risk level, low to high.</param>
/// <param name="Decisions">By decision: approve, review, decline.</param>
/// <param name="Fields">By each counted field, in the schema's order.</param>
/// <param name="Heat">By hour of the day and each category field, in the schema's order.</param>
/// <param name="NewestHighRisk">The latest high-risk predictions of the period, newest first.</param>
public sealed record DashboardFigures(
    DateTimeOffset From, DateTimeOffset To, PeriodTotals Totals, PeriodTotals Before, SeriesStep Step, IReadOnlyList<SeriesPoint> Series,
    IReadOnlyList<BucketCounts> Scores, IReadOnlyList<BucketCounts> RiskLevels, IReadOnlyList<BucketCounts> Decisions,
    IReadOnlyList<FieldCounts> Fields, IReadOnlyList<HeatMap> Heat, IReadOnlyList<Prediction> NewestHighRisk);

/// <summary>The time span of a point of a series.</summary>
public enum SeriesStep
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day of the viewer's time zone.</summary>
    Day,
}

/// <summary>Counts of predictions, of a period or of one bucket.</summary>
/// <param name="Count">All predictions.</param>
/// <param name="Flagged">Classified as fraud.</param>
/// <param name="LabelledFraud">Labelled fraud.</param>
/// <param name="LabelledLegitimate">Labelled legitimate.</param>
/// <param name="TruePositive">Flagged and labelled fraud.</param>
/// <param name="FalsePositive">Flagged and labelled legitimate.</param>
/// <param name="Amount">The sum of the money field; 0 when the schema has none.</param>
public readonly record struct Counts(
    long Count, long Flagged, long LabelledFraud, long LabelledLegitimate, long TruePositive, long FalsePositive, double Amount)
{
    /// <summary>The number not classified as fraud.</summary>
    public long Legitimate => Count - Flagged;

    /// <summary>The share classified as fraud; null if there are no predictions.</summary>
    public double? FraudShare => Count == 0 ? null : (double)Flagged / Count;

    /// <summary>The share of fraud among the flagged and labelled; null if there are none.</summary>
    public double? Precision => TruePositive + FalsePositive == 0 ? null : (double)TruePositive / (TruePositive + FalsePositive);

    /// <summary>Adds two counts.</summary>
    public static Counts operator +(Counts left, Counts right) => new(
        left.Count + right.Count, left.Flagged + right.Flagged, left.LabelledFraud + right.LabelledFraud,
        left.LabelledLegitimate + right.LabelledLegitimate, left.TruePositive + right.TruePositive,
        left.FalsePositive + right.FalsePositive, left.Amount + right.Amount);
}

/// <summary>One bucket of a dimension.</summary>
/// <param name="Bucket">The bucket's text as in <see cref="Rollup"/>; empty for a missing value.</param>
/// <param name="Counts">The counts of the bucket.</param>
public readonly record struct BucketCounts(string Bucket, Counts Counts);

/// <summary>Counts by the values of a field: every allowed value in the schema's order, then missing values if there are any.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Buckets">One per value.</param>
public sealed record FieldCounts(string Field, IReadOnlyList<BucketCounts> Buckets);

/// <summary>Counts by hour of the day, in the viewer's time zone, and value of a category field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Choices">The field's values, one per row of the chart.</param>
/// <param name="Cells">By choice, then hour 0 to 23.</param>
public sealed record HeatMap(string Field, IReadOnlyList<string> Choices, IReadOnlyList<IReadOnlyList<Counts>> Cells);

/// <summary>A period's figures.</summary>
/// <param name="All">All predictions.</param>
/// <param name="Reviewed">The number sent to review.</param>
/// <param name="Declined">The number declined.</param>
/// <param name="AmountDeclined">The sum of the money field over the declined.</param>
/// <param name="MedianLatency">The median scoring time, in microseconds; null without predictions.</param>
/// <param name="P99Latency">The 99th percentile of the scoring time, in microseconds; null without predictions.</param>
public sealed record PeriodTotals(
    Counts All, long Reviewed, long Declined, double AmountDeclined, double? MedianLatency, double? P99Latency);

/// <summary>A period's figures at one point of a series.</summary>
/// <param name="Start">The start of the point, in the viewer's time zone.</param>
/// <param name="Totals">The figures.</param>
public sealed record SeriesPoint(DateTimeOffset Start, PeriodTotals Totals);
