using FraudWeb.Display;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>The difference between a figure and that of the previous period, in words.</summary>
/// <param name="Text">The difference: <c>+12%</c>, <c>−0.4 points</c>, <c>unchanged</c>.</param>
/// <param name="Was">The previous figure: <c>from 1,102</c>; empty if there was none.</param>
/// <param name="Direction">1 for up, −1 for down, 0 for neither.</param>
public readonly record struct Change(string Text, string Was, int Direction)
{
    // From this factor on, a multiple is easier to read than a percentage.
    private const double Multiple = 10;

    /// <summary>Compares amounts, as a relative difference.</summary>
    public static Change OfAmount(double? now, double? before, Func<double, string> show) => (now, before) switch
    {
        (null, _) => default,
        (_, null) => new("nothing to compare with", "", 0),
        (0, 0) => new("none before either", "", 0),
        (_, 0) => new("none before", "", 1),
        ({ } to, { } from) => new(Relative(to / from), $"from {show(from)}", Math.Sign(Math.Round((to / from) - 1, 3))),
    };

    /// <summary>Compares shares, in points, because a percentage of a percentage is easily misread.</summary>
    public static Change OfShare(double? now, double? before) => (now, before) switch
    {
        (null, _) => default,
        (_, null) => new("nothing to compare with", "", 0),
        ({ } to, { } from) when Math.Abs(to - from) < 0.0005 => new("unchanged", $"from {Numbers.Percent(from)}", 0),
        ({ } to, { } from) => new(Numbers.Points(to - from), $"from {Numbers.Percent(from)}", Math.Sign(to - from)),
    };

    private static string Relative(double ratio) => (ratio - 1) switch
    {
        _ when ratio >= Multiple => $"× {Numbers.Number(ratio, 0)}",
        var change when Math.Abs(change) < 0.0005 => "unchanged",
        var change => $"{Numbers.Signed(change * 100, Math.Abs(change) < 0.1 ? "0.0" : "0")}%",
    };
}
