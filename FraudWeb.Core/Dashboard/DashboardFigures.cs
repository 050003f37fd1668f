using FraudWeb.Core.History;
namespace FraudWeb.Core.Dashboard;

/// <summary>What happened in some time, counted by hours: everything that the Dashboard page draws.</summary>
/// <param name="From">The beginning, a full hour, UTC.</param>
/// <param name="To">The end, a full hour, UTC; not part of it.</param>
/// <param name="Totals">The whole of it.</param>
/// <param name="Before">The whole of the same time before.</param>
/// <param name="Step">How much time a point of <paramref name="Series"/> covers.</param>
/// <param name="Series">Point after point without gaps.</param>
/// <param name="Scores">By probability in 20 steps of 0.05; bucket n begins at n · 0.05.</param>
/// <param name="RiskLevels">By risk level, low to high.</param>
/// <param name="Decisions">By decision: approve, review, decline.</param>
/// <param name="Fields">By each field that is counted by, in the schema's order.</param>
/// <param name="Heat">By hour of the day and each category field, in the schema's order.</param>
/// <param name="NewestHighRisk">The latest predictions of high risk in that time, the latest first.</param>
public sealed record DashboardFigures(
    DateTimeOffset From, DateTimeOffset To, PeriodTotals Totals, PeriodTotals Before, SeriesStep Step, IReadOnlyList<SeriesPoint> Series,
    IReadOnlyList<BucketCounts> Scores, IReadOnlyList<BucketCounts> RiskLevels, IReadOnlyList<BucketCounts> Decisions,
    IReadOnlyList<FieldCounts> Fields, IReadOnlyList<HeatMap> Heat, IReadOnlyList<Prediction> NewestHighRisk);

/// <summary>How much time a point of a series covers.</summary>
public enum SeriesStep
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day of the viewer's time zone.</summary>
    Day,
}

/// <summary>Counts of predictions. Every field's buckets have them.</summary>
/// <param name="Count">All.</param>
/// <param name="Flagged">Counted as fraud.</param>
/// <param name="LabelledFraud">Labelled fraud.</param>
/// <param name="LabelledLegitimate">Labelled legitimate.</param>
/// <param name="TruePositive">Flagged and labelled fraud.</param>
/// <param name="FalsePositive">Flagged and labelled legitimate.</param>
/// <param name="Amount">The sum of the money field; 0 when the schema names none.</param>
public readonly record struct Counts(
    long Count, long Flagged, long LabelledFraud, long LabelledLegitimate, long TruePositive, long FalsePositive, double Amount)
{
    /// <summary>Not counted as fraud.</summary>
    public long Legitimate => Count - Flagged;

    /// <summary>The share that counted as fraud; null when there are none.</summary>
    public double? FraudShare => Count == 0 ? null : (double)Flagged / Count;

    /// <summary>The share of fraud among those flagged and labelled; null when there are none.</summary>
    public double? Precision => TruePositive + FalsePositive == 0 ? null : (double)TruePositive / (TruePositive + FalsePositive);

    /// <summary>Adds two counts.</summary>
    public static Counts operator +(Counts left, Counts right) => new(
        left.Count + right.Count, left.Flagged + right.Flagged, left.LabelledFraud + right.LabelledFraud,
        left.LabelledLegitimate + right.LabelledLegitimate, left.TruePositive + right.TruePositive,
        left.FalsePositive + right.FalsePositive, left.Amount + right.Amount);
}

/// <summary>One bucket of a dimension.</summary>
/// <param name="Bucket">The bucket's text as in <see cref="Rollup"/>; empty for a missing value.</param>
/// <param name="Counts">What fell into it.</param>
public readonly record struct BucketCounts(string Bucket, Counts Counts);

/// <summary>Counts by the values of a field: every value that the schema allows in its order, then missing values if there were any.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Buckets">One a value.</param>
public sealed record FieldCounts(string Field, IReadOnlyList<BucketCounts> Buckets);

/// <summary>Counts by hour of the day, in the viewer's time zone, and value of a category field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Choices">The rows.</param>
/// <param name="Cells">By choice, then hour 0 to 23.</param>
public sealed record HeatMap(string Field, IReadOnlyList<string> Choices, IReadOnlyList<IReadOnlyList<Counts>> Cells);

/// <summary>A period's figures.</summary>
/// <param name="All">Everything.</param>
/// <param name="Reviewed">How many were sent to review.</param>
/// <param name="Declined">How many were declined.</param>
/// <param name="AmountDeclined">The money of those declined.</param>
/// <param name="MedianLatency">Half took no longer than this many microseconds; null when there are none.</param>
/// <param name="P99Latency">99 of 100 took no longer than this many microseconds; null when there are none.</param>
public sealed record PeriodTotals(Counts All, long Reviewed, long Declined, double AmountDeclined, double? MedianLatency, double? P99Latency);

/// <summary>A period's figures at one point of a series.</summary>
/// <param name="Start">When it begins, in the viewer's time zone.</param>
/// <param name="Totals">The figures.</param>
public sealed record SeriesPoint(DateTimeOffset Start, PeriodTotals Totals);
