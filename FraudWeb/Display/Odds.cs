using System.Globalization;

namespace FraudWeb.Display;

/// <summary>What a contribution in log-odds does to the odds of fraud, in words that can be read aloud.</summary>
public static class Odds
{
    // Below this a factor reads × 1.0.
    private const double Hardly = 0.05;

    /// <summary><c>raises the odds × 3.2</c>, <c>lowers the odds ÷ 3.1</c>, <c>hardly moves the odds</c>.</summary>
    public static string Effect(double contribution) => contribution switch
    {
        0 => "does not move the odds",
        _ when Multiplier(contribution) - 1 < Hardly => "hardly moves the odds",
        > 0 => $"raises the odds {Factor(contribution)}",
        _ => $"lowers the odds {Factor(contribution)}",
    };

    /// <summary><c>× 3.2</c> or <c>÷ 3.1</c>.</summary>
    public static string Factor(double contribution)
    {
        var factor = Multiplier(contribution);
        var digits = factor.ToString(factor < 9.95 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
        return contribution < 0 ? $"÷ {digits}" : $"× {digits}";
    }

    // Beyond a million the digits say nothing more.
    private static double Multiplier(double contribution) => Math.Min(Math.Exp(Math.Abs(contribution)), 1_000_000);
}
