using System.Globalization;

namespace FraudWeb.Display;

/// <summary>Formats numbers for people: with a decimal point and thousands commas, independent of the machine's culture.</summary>
public static class Numbers
{
    /// <summary>The text for a missing score.</summary>
    public const string NoScore = "no score";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Formats a share or probability from 0 to 1: <c>2.3%</c>. Only exactly 0 and 1 become 0% and 100%.</summary>
    public static string Percent(double? share) => share switch
    {
        null or double.NaN => NoScore,
        0 => "0%",
        1 => "100%",
        > 0 and < 0.001 => "< 0.1%",
        >= 0.9995 and < 1 => "> 99.9%",
        { } value => string.Create(Invariant, $"{value * 100:0.0}%"),
    };

    /// <summary>Formats the difference between two probabilities: <c>+1.8 points</c>.</summary>
    public static string Points(double difference) => difference switch
    {
        0 => "no change",
        > 0 and < 0.0005 => "+ < 0.1 points",
        < 0 and > -0.0005 => "− < 0.1 points",
        _ => $"{Signed(difference * 100, "0.0")} points",
    };

    /// <summary>Formats a whole number: <c>1,234,567</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", Invariant);

    /// <summary>Formats a number with at most <paramref name="decimals"/> decimals, by default with all of them.</summary>
    public static string Number(double value, int? decimals = null) => decimals is { } digits
        ? value.ToString($"#,0.{new string('0', digits)}", Invariant)
        : value.ToString("#,0.##########", Invariant);

    /// <summary>Formats money with its currency: <c>1,250.00 USD</c>.</summary>
    public static string Money(double amount, string? currency) => $"{Number(amount, 2)} {currency}".TrimEnd();

    /// <summary>Formats a duration: <c>0.4 ms</c>, <c>1.2 s</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 0.1 } => "< 0.1 ms",
        { TotalMilliseconds: < 100 } => string.Create(Invariant, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => string.Create(Invariant, $"{time.TotalMilliseconds:0} ms"),
        _ => string.Create(Invariant, $"{time.TotalSeconds:#,0.0} s"),
    };

    /// <summary>Formats a number with its sign: <c>+1.163</c>, <c>−0.208</c>.</summary>
    public static string Signed(double value, string format = "0.000")
    {
        var digits = Math.Abs(value).ToString(format, Invariant);
        return value < 0 ? $"−{digits}" : $"+{digits}";
    }
}
