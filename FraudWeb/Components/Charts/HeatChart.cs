using FraudWeb.Display;

namespace FraudWeb.Components.Charts;

/// <summary>A heat map of the fraud share by two properties; darker means a higher share.</summary>
public static class HeatChart
{
    /// <summary>The number of shades, not counting the one for no fraud; the colours are <c>--heat-0</c> to <c>--heat-5</c>.</summary>
    public const int Levels = 5;

    // The share of so few is shown but not coloured, so that one fraud among three does not dominate the map.
    public const int TooFew = 10;
    private const int NoLevel = -1;
    private static readonly string[] Gaps = ["var(--surface)"];

    /// <param name="what">The name of the rows, such as the field's title.</param>
    /// <param name="across">The name of the columns, with their unit.</param>
    /// <param name="columns">The columns' labels.</param>
    /// <param name="rows">The rows, from the top.</param>
    public static Drawing Of(string what, string across, IReadOnlyList<string> columns, IReadOnlyList<HeatRow> rows)
    {
        // ApexCharts draws the first series at the bottom.
        var drawn = rows.Reverse().ToList();
        var highest = Highest(rows);
        return new(
            new
            {
                Chart = new { Type = "heatmap" },
                Series = drawn.Select(row => new
                {
                    Name = row.Label,
                    Data = Axes.Points([.. row.Cells.Zip(columns)], at => at.Second, at => Level(at.First, highest),
                        at => $"{at.Second}: {Words(at.First)}"),
                }),
                PlotOptions = new
                {
                    Heatmap = new
                    {
                        EnableShades = false,
                        Radius = 2,
                        ColorScale = new { Ranges = Enumerable.Range(NoLevel, Levels + 2).Select(Range) }
                    },
                },
                Stroke = new { Width = 2, Colors = Gaps },
                Xaxis = Axes.Categories(across),
                Grid = new { Show = false },
                Tooltip = new { X = new { Formatter = "title" }, Y = new { Formatter = "text" } },
                Legend = Axes.NoLegend,
            },
            Summary(rows, columns, highest),
            new DrawingTable([what, .. columns], [.. rows.Select(Row)]),
            point => point.Series < drawn.Count && point.Point < drawn[point.Series].Cells.Count
                ? drawn[point.Series].Cells[point.Point].Href : null);
    }

    /// <summary>Gets the upper bound of each shade's share, starting with no fraud. Without any fraud, there is only that one.</summary>
    public static IReadOnlyList<double> Scale(IReadOnlyList<HeatRow> rows) =>
        [.. Enumerable.Range(0, Highest(rows) > 0 ? Levels + 1 : 1).Select(level => Highest(rows) * level * level / (Levels * Levels))];

    // The highest share of the coloured cells, which gets the darkest shade.
    private static double Highest(IReadOnlyList<HeatRow> rows) =>
        rows.SelectMany(row => row.Cells).Where(cell => cell.All >= TooFew).Select(cell => cell.Share ?? 0).DefaultIfEmpty().Max();

    /// <summary>Gets the height of a number of rows, in pixels.</summary>
    public static int HeightOf(int rows) => 72 + (rows * 30);

    // By the square root of the share, so that one very high share does not make all others look the same.
    private static int Level(HeatCell cell, double highest) =>
        cell.All < TooFew ? NoLevel : highest == 0 ? 0
            : (int)Math.Min(Levels, Math.Ceiling(Math.Sqrt(cell.Share!.Value / highest) * Levels));

    private static object Range(int level) =>
        new { From = level, To = level, Color = level < 0 ? "var(--heat-none)" : $"var(--heat-{level})" };

    private static string Words(HeatCell cell) => cell.Share is { } share
        ? $"{Numbers.Percent(share)} · {Numbers.Count(cell.Fraud)} of {Numbers.Count(cell.All)}"
        : "no predictions";

    private static string Summary(IReadOnlyList<HeatRow> rows, IReadOnlyList<string> columns, double highest) =>
        rows.SelectMany(row => row.Cells.Select((cell, i) => (row, cell, column: columns[i])))
            .FirstOrDefault(at => highest > 0 && at.cell.All >= TooFew && at.cell.Share == highest) is { row: not null } most
            ? $"Highest at {most.row.Label}, {most.column}: {Words(most.cell)}."
            : "No fraud in this period.";

    private static IReadOnlyList<TableCell> Row(HeatRow row) =>
        [row.Label, .. row.Cells.Select(
            cell => new TableCell(cell.Share is { } share ? Numbers.Percent(share) : "–", cell.All > 0 ? cell.Href : null))];
}
