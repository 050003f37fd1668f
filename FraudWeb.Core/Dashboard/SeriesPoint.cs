namespace FraudWeb.Core.Dashboard;

/// <summary>A period's figures at one point of a series.</summary>
/// <param name="Start">The start of the point, in the viewer's time zone.</param>
/// <param name="Totals">The figures.</param>
public sealed record SeriesPoint(DateTimeOffset Start, PeriodTotals Totals);
