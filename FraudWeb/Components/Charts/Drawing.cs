namespace FraudWeb.Components.Charts;

/// <summary>A chart, computed: what ApexCharts is told, the same in one sentence, and the same as a table.</summary>
/// <param name="Options">The options of ApexCharts; see <see cref="Chart.Options"/>.</param>
/// <param name="Summary">What the chart shows, for those who don't see it.</param>
/// <param name="Table">The figures, and where each leads.</param>
/// <param name="Link">Where a click on a point leads; null for nowhere.</param>
public sealed record Drawing(object Options, string Summary, DrawingTable Table, Func<ChartPoint, string?> Link);
