using FraudWeb.Core.Dashboard;
namespace FraudWeb.Components.Charts;

/// <summary>Options that several charts share.</summary>
internal static class Axes
{
    public const string FraudColor = "var(--fraud)";
    public const string LegitimateColor = "var(--legitimate)";
    public const string MutedColor = "var(--text-muted)";

    private const int WantedTicks = 4;

    // The number of labels that fit side by side on a phone: long ones such as "14 Nov", short ones such as "23".
    private const int LongLabels = 6;
    private const int ShortLabels = 12;

    // Labels of counts are whole numbers; labels of shares are percentages with one decimal.
    private const double MinCountStep = 1;
    private const double MinShareStep = 0.001;

    public static object Tooltip =>
        new { Shared = true, Intersect = false, X = new { Formatter = "title" }, Y = new { Formatter = "text" } };

    public static object NoLegend => new { Show = false };

    /// <summary>Creates the points of a series. If there are many, only every nth has a label on the axis; the tooltip names
    /// each.</summary>
    public static IReadOnlyList<PlotPoint> Points<T>(
        IReadOnlyList<T> items, Func<T, string> label, Func<T, double?> value, Func<T, string> text, Func<T, string>? title = null)
    {
        var most = items.All(item => label(item).Length <= 3) ? ShortLabels : LongLabels;
        var every = items.Count <= most * 4 / 3 ? 1 : (int)Math.Ceiling(items.Count / (double)most);
        return [.. items.Select(
            (item, i) => new PlotPoint(i % every == 0 ? label(item) : Unseen(i), value(item), text(item), (title ?? label)(item)))];
    }

    /// <summary>Creates an axis of labels.</summary>
    public static object Categories(string? title = null) => new
    {
        Type = "category",
        Title = Title(title),
        Labels = new { Rotate = 0, HideOverlappingLabels = true },
        AxisTicks = new { Show = false },
        AxisBorder = new { Show = false },
        Tooltip = new { Enabled = false },
    };

    /// <summary>Creates an axis of counts from 0 to just above <paramref name="top"/>.</summary>
    public static object Counts(double top, string title, bool opposite = false) =>
        Values("count", title, Scale(top, MinCountStep), opposite);

    /// <summary>Creates an axis of shares from 0 to just above <paramref name="top"/>.</summary>
    public static object Shares(double top, string title) => Values("percent", title, Scale(top, MinShareStep), opposite: false);

    /// <summary>Creates an axis of decades; see <see cref="DistributionChart.Height"/>.</summary>
    public static object Decades(int count, string title) => Values("decade", title, (count, count), opposite: false);

    /// <summary>Gets a round end of the axis, and the number of round steps up to it. A step is 1, 2, 5 or, if its label needs no
    /// further digit, 2.5 times a power of ten.</summary>
    internal static (double Max, int Ticks) Scale(double top, double leastStep)
    {
        var step = leastStep;
        if (top / WantedTicks > leastStep)
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10(top / WantedTicks)));
            step = power * (top / WantedTicks / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 2.5 when power >= 10 * leastStep => 2.5,
                <= 5 => 5,
                _ => 10,
            };
        }

        // A rounding error above a round number must not add a step.
        var ticks = Math.Max(1, (int)Math.Ceiling((top / step) - 1e-9));
        return (ticks * step, ticks);
    }

    // ApexCharts merges points with the same label, so each point without one gets a different number of zero-width spaces.
    private static string Unseen(int i) => new('\u200B', i);

    private static object Title(string? text) =>
        new { Text = text, OffsetY = -2, Style = new { FontSize = "11px", FontWeight = 400, Color = MutedColor } };

    private static object Values(string formatter, string title, (double Max, int Ticks) scale, bool opposite) => new
    {
        Min = 0,
        scale.Max,
        TickAmount = scale.Ticks,
        Opposite = opposite,
        Title = Title(title),
        Labels = new { Formatter = formatter },
        AxisTicks = new { Show = false },
        AxisBorder = new { Show = false },
    };
}
