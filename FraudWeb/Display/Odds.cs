using System.Globalization;

namespace FraudWeb.Display;

/// <summary>Describes the effect of a contribution in log-odds on the odds of fraud.</summary>
public static class Odds
{
    // Below this, the factor would be displayed as × 1.0.
    private const double Hardly = 0.05;

    /// <summary>Returns <c>raises the odds × 3.2</c>, <c>lowers the odds ÷ 3.1</c>, or <c>hardly moves the odds</c>.</summary>
    public static string Effect(double contribution) => contribution switch
    {
        0 => "does not move the odds",
        _ when Multiplier(contribution) - 1 < Hardly => "hardly moves the odds",
        > 0 => $"raises the odds {Factor(contribution)}",
        _ => $"lowers the odds {Factor(contribution)}",
    };

    /// <summary>Formats the factor: <c>× 3.2</c> or <c>÷ 3.1</c>.</summary>
    public static string Factor(double contribution)
    {
        var factor = Multiplier(contribution);
        var digits = factor.ToString(factor < 9.95 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
        return contribution < 0 ? $"÷ {digits}" : $"× {digits}";
    }

    // Beyond a million, the exact factor is meaningless.
    private static double Multiplier(double contribution) => Math.Min(Math.Exp(Math.Abs(contribution)), 1_000_000);
}
