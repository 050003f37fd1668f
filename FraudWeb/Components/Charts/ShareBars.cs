using FraudWeb.Display;

namespace FraudWeb.Components.Charts;

/// <summary>The fraud share by the values of a field, with a line at the share of all values together.</summary>
public static class ShareBars
{
    private const int MaxRows = 12;

    /// <summary>Draws values that have an order, such as hours, as columns.</summary>
    public static Drawing Columns(string field, IReadOnlyList<ShareBar> bars) => Draw(field, bars, bars, horizontal: false);

    /// <summary>Draws values without an order as rows, highest share first. Only those with the most fraud are drawn; the table has
    /// all.</summary>
    public static Drawing Rows(string field, IReadOnlyList<ShareBar> bars) => Draw(field, bars,
        [.. bars.OrderByDescending(bar => bar.Fraud).Take(MaxRows).OrderByDescending(bar => bar.Share ?? -1)], horizontal: true);

    /// <summary>Gets the fraud share of all values together; null if there are no predictions.</summary>
    public static double? Together(IReadOnlyList<ShareBar> bars) =>
        new ShareBar("", bars.Sum(bar => bar.Fraud), bars.Sum(bar => bar.All), null).Share;

    /// <summary>Gets the height of a number of rows, in pixels.</summary>
    public static int HeightOfRows(int count) => 64 + (Math.Min(count, MaxRows) * 32);

    private static Drawing Draw(string field, IReadOnlyList<ShareBar> all, IReadOnlyList<ShareBar> drawn, bool horizontal)
    {
        var together = Together(all);
        var top = drawn.Max(bar => bar.Share) ?? 0;
        return new(
            new
            {
                Chart = new { Type = "bar" },
                Series = new[]
                {
                    new
                    {
                        Name = "Fraud share",
                        Color = Axes.FraudColor,
                        Data = horizontal ? [.. drawn.Select(bar => new PlotPoint(bar.Label, bar.Share, Of(bar), bar.Label))]
                            : Axes.Points(drawn, bar => bar.Label, bar => bar.Share, Of),
                    },
                },
                PlotOptions = new { Bar = new { Horizontal = horizontal, BarHeight = "62%", ColumnWidth = "72%" } },
                Stroke = new { Width = 0 },
                // In rows the axes are swapped, but ApexCharts still takes the labels of the values from the x axis.
                Xaxis = horizontal ? Axes.Shares(top, "fraud share") : Axes.Categories(field),
                Yaxis = horizontal ? null : Axes.Shares(top, "fraud share"),
                Grid = horizontal ? new { Xaxis = new { Lines = new { Show = true } }, Yaxis = new { Lines = new { Show = false } } }
                    : null,
                Annotations = together is { } share ? Line(share, horizontal) : null,
                Axes.Tooltip,
                Legend = Axes.NoLegend,
            },
            Summary(field, all, together),
            Table(field, all),
            point => point.Point < drawn.Count ? drawn[point.Point].Href : null);
    }

    private static object Line(double share, bool horizontal) => horizontal
        ? new { Xaxis = new[] { new { X = share, BorderColor = Axes.MutedColor, StrokeDashArray = 4 } } }
        : new { Yaxis = new[] { new { Y = share, BorderColor = Axes.MutedColor, StrokeDashArray = 4 } } };

    private static string Of(ShareBar bar) => bar.Share is { } share
        ? $"{Numbers.Percent(share)} · {Numbers.Count(bar.Fraud)} of {Numbers.Count(bar.All)}"
        : "no predictions";

    private static string Summary(string field, IReadOnlyList<ShareBar> bars, double? together) =>
        bars.Where(bar => bar.All > 0).MaxBy(bar => bar.Share) is { } highest
            ? $"The fraud share is {Numbers.Percent(together)} overall, highest for {field} {highest.Label}: {Of(highest)}."
            : "No predictions.";

    private static DrawingTable Table(string field, IReadOnlyList<ShareBar> bars) => new(
        [field, "Predictions", "Fraud", "Fraud share"],
        [.. bars.Select(bar => (IReadOnlyList<TableCell>)
            [new(bar.Label, bar.All > 0 ? bar.Href : null), Numbers.Count(bar.All), Numbers.Count(bar.Fraud),
                bar.Share is { } share ? Numbers.Percent(share) : "–"])]);
}
