namespace FraudWeb.Components.Charts;

/// <summary>A computed chart: the options of ApexCharts, a summary in one sentence, and a table.</summary>
/// <param name="Options">The options of ApexCharts; see <see cref="Chart.Options"/>.</param>
/// <param name="Summary">The chart in one sentence, for screen readers.</param>
/// <param name="Table">The figures with their links.</param>
/// <param name="Link">Gets the link of a point; null if it has none.</param>
public sealed record Drawing(object Options, string Summary, DrawingTable Table, Func<ChartPoint, string?> Link);
