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
