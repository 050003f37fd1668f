using FraudWeb.Core.Dashboard;
using FraudWeb.Display;

namespace FraudWeb.Components.Charts;

/// <summary>Fraud over time: as counts beside legitimate transactions, or as a share beside that of the previous period.</summary>
public static class TimeChart
{
    // Columns have no outline.
    private static readonly double[] ColumnsAndLine = [0, 2.5];

    // The line widths of this period and the previous one.
    private static readonly double[] LineWidths = [2.5, 1.5];
    private static readonly int[] LineDashes = [0, 4];

    // Fraud is rare and would hardly be visible on the same scale, so it has its own on the right.
    public static Drawing Counts(IReadOnlyList<TimeStep> steps) => Draw(steps, new
    {
        Chart = new { Type = "line" },
        Series = new[]
        {
            Series(
                "bar", "Legitimate", Axes.LegitimateColor, Points(steps, step => step.Legitimate, step => Numbers.Count(step.Legitimate))),
            Series("line", "Fraud", Axes.FraudColor,
                Points(steps, step => step.Fraud, step => $"{Numbers.Count(step.Fraud)} · {Share(step.Share)}")),
        },
        PlotOptions = new { Bar = new { ColumnWidth = "82%" } },
        Stroke = new { Width = ColumnsAndLine },
        Markers = PointsAlone(steps.Count),
        Xaxis = Axes.Categories(),
        Yaxis = new[]
        {
            Axes.Counts(steps.Max(step => step.Legitimate), "legitimate"),
            Axes.Counts(steps.Max(step => step.Fraud), "fraud", opposite: true),
        },
        Axes.Tooltip,
        Legend = Axes.NoLegend,
    });

    public static Drawing Shares(IReadOnlyList<TimeStep> steps) => Draw(steps, new
    {
        Chart = new { Type = "line" },
        Series = new[]
        {
            Series("line", "This period", Axes.FraudColor,
                Points(steps, step => step.Share,
                    step => step.All == 0 ? "no predictions" : $"{Share(step.Share)} of {Numbers.Count(step.All)}")),
            Series("line", "Previous period", Axes.MutedColor, Points(steps, step => step.ShareBefore, step => Share(step.ShareBefore))),
        },
        Stroke = new { Width = LineWidths, DashArray = LineDashes },
        Markers = PointsAlone(steps.Count(step => step.Share is not null)),
        Xaxis = Axes.Categories(),
        Yaxis = Axes.Shares(steps.Max(step => Math.Max(step.Share ?? 0, step.ShareBefore ?? 0)), "share of predictions"),
        Axes.Tooltip,
        Legend = Axes.NoLegend,
    });

    private static Drawing Draw(IReadOnlyList<TimeStep> steps, object options) => new(options, Summary(steps), Table(steps), point =>
        point.Point < steps.Count ? steps[point.Point].Href : null);

    private static string Summary(IReadOnlyList<TimeStep> steps)
    {
        var all = steps.Sum(step => step.All);
        if (all == 0)
        {
            return "No predictions.";
        }

        var fraud = steps.Sum(step => step.Fraud);
        var most = steps.Where(step => step.Fraud > 0).MaxBy(step => step.Fraud);
        return $"{Numbers.Count(fraud)} of {Numbers.Count(all)} predictions counted as fraud, {Numbers.Percent((double)fraud / all)}."
            + (most is null ? "" : $" Most in {most.Title}: {Numbers.Count(most.Fraud)}.");
    }

    private static DrawingTable Table(IReadOnlyList<TimeStep> steps) => new(
        ["Time", "Predictions", "Fraud", "Legitimate", "Fraud share", "Previous period"],
        [.. steps.Select(step => (IReadOnlyList<TableCell>)
        [
            new(step.Title, step.All > 0 ? step.Href : null), Numbers.Count(step.All), Numbers.Count(step.Fraud),
                Numbers.Count(step.Legitimate),
            Share(step.Share), Share(step.ShareBefore),
        ])]);

    // A single point has no line, so it needs a marker.
    private static object PointsAlone(int points) => new { Size = points > 1 ? 0 : 4 };

    private static object Series(string type, string name, string color, IReadOnlyList<PlotPoint> data) =>
        new { Type = type, Name = name, Color = color, Data = data };

    private static IReadOnlyList<PlotPoint> Points(
        IReadOnlyList<TimeStep> steps, Func<TimeStep, double?> value, Func<TimeStep, string> text) =>
        Axes.Points(steps, step => step.Label, value, text, step => step.Title);

    private static string Share(double? share) => share is { } known ? Numbers.Percent(known) : "–";
}
