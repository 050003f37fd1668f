namespace FraudWeb.Components.Charts;

/// <summary>A chart, computed: what ApexCharts is told, the same in one sentence, and the same as a table.</summary>
/// <param name="Options">The options of ApexCharts; see <see cref="Chart.Options"/>.</param>
/// <param name="Summary">What the chart shows, for those who don't see it.</param>
/// <param name="Table">The figures, and where each leads.</param>
/// <param name="Link">Where a click on a point leads; null for nowhere.</param>
public sealed record Drawing(object Options, string Summary, DrawingTable Table, Func<ChartPoint, string?> Link);

/// <summary>The figures of a chart. The first cell of a row names it.</summary>
public sealed record DrawingTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows);

/// <summary>A figure as text, with the address of the rows behind it.</summary>
public readonly record struct TableCell(string Text, string? Href = null)
{
    public static implicit operator TableCell(string text) => new(text);
}

/// <summary>A value of a series as ApexCharts and the formatters of chart.js read it.</summary>
/// <param name="X">The label on the axis; nothing to be seen where there is no room for one.</param>
/// <param name="Y">The value; null leaves a gap.</param>
/// <param name="Text">The value as the tooltip shows it.</param>
/// <param name="Title">The label as the tooltip shows it.</param>
public sealed record PlotPoint(string X, double? Y, string Text, string Title);
