using System.Globalization;
using FraudWeb.Core.Dashboard;
using FraudWeb.Display;

namespace FraudWeb.Components.Charts;

/// <summary>The score distributions of fraud and legitimate transactions, side by side.</summary>
public static class DistributionChart
{
    /// <param name="steps">The counts, in order of probability.</param>
    /// <param name="log">Whether the count axis is logarithmic, so that rare scores are visible beside frequent ones.</param>
    public static Drawing Of(IReadOnlyList<ScoreStep> steps, bool log)
    {
        var most = steps.Select(step => Math.Max(step.Fraud, step.Legitimate)).DefaultIfEmpty().Max();
        return new(
            new
            {
                Chart = new { Type = "bar" },
                Series = new[]
                {
                    new { Name = "Fraud", Color = Axes.FraudColor, Data = Points(steps, step => step.Fraud, log) },
                    new { Name = "Legitimate", Color = Axes.LegitimateColor, Data = Points(steps, step => step.Legitimate, log) },
                },
                PlotOptions = new { Bar = new { ColumnWidth = "88%" } },
                Stroke = new { Width = 0 },
                Xaxis = Axes.Categories("fraud probability, % and above"),
                Yaxis = log ? Axes.Decades(Decades(most), "predictions, log scale") : Axes.Counts(most, "predictions"),
                Axes.Tooltip,
                Legend = Axes.NoLegend,
            },
            Summary(steps),
            new DrawingTable(["Fraud probability", "Fraud", "Legitimate"],
                [.. steps.Select(step => (IReadOnlyList<TableCell>)
                    [new(step.Title, step.Fraud + step.Legitimate > 0 ? step.Href : null), Numbers.Count(step.Fraud),
                        Numbers.Count(step.Legitimate)])]),
            point => point.Point < steps.Count ? steps[point.Point].Href : null);
    }

    /// <summary>Gets a count's height on the log axis: 0 for 0, 1 for 1, and one more for each factor of ten. The formatter "decade" in
    /// chart.js converts it back.</summary>
    internal static double Height(long count) => count == 0 ? 0 : Math.Log10(count) + 1;

    private static int Decades(long most) => Math.Max(2, (int)Math.Ceiling(Height(most)));

    private static IReadOnlyList<PlotPoint> Points(IReadOnlyList<ScoreStep> steps, Func<ScoreStep, long> count, bool log) =>
        Axes.Points(steps, step => step.Label, step => log ? Height(count(step)) : count(step), step => Numbers.Count(count(step)),
            step => step.Title);

    private static string Summary(IReadOnlyList<ScoreStep> steps)
    {
        var fraud = steps.Sum(step => step.Fraud);
        var legitimate = steps.Sum(step => step.Legitimate);
        return fraud + legitimate == 0 ? "No scores." : string.Join(' ',
            new[] { Half("fraud", fraud, step => step.Fraud), Half("legitimate", legitimate, step => step.Legitimate) }.OfType<string>());

        string? Half(string what, long all, Func<ScoreStep, long> count)
        {
            long sum = 0;
            return all == 0 ? null
                : $"Half of {Numbers.Count(all)} {what} scores lie below "
                + $"{Numbers.Percent(steps.First(step => (sum += count(step)) * 2 >= all).To)}.";
        }
    }
}
