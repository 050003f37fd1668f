using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FraudWeb.Cli;

/// <summary>Checks arguments while parsing. An invalid one is reported together with the allowed values, before any work begins.</summary>
internal static class Arguments
{
    public static Option<int> Within(this Option<int> option, int min, int max)
    {
        option.CustomParser = result => Whole(result) is { } value && value >= min && value <= max ? (int)value
            : Fail<int>(result, string.Create(CultureInfo.InvariantCulture,
                $"{option.Name} must be a whole number from {min} to {max}, but is '{result.Tokens[0].Value}'."));
        return option;
    }

    public static Option<int?> AnyWhole(this Option<int?> option)
    {
        option.CustomParser = result => Whole(result) is >= int.MinValue and <= int.MaxValue and var value ? (int)value
            : Fail<int?>(result, $"{option.Name} must be a whole number, but is '{result.Tokens[0].Value}'.");
        return option;
    }

    public static Option<double> Within(this Option<double> option, double min, double max)
    {
        option.CustomParser = result => Number(result) is { } value && value >= min && value <= max ? value
            : Fail<double>(result, string.Create(CultureInfo.InvariantCulture,
                $"{option.Name} must be a number from {min} to {max}, but is '{result.Tokens[0].Value}'."));
        return option;
    }

    public static Option<double?> AnyNumber(this Option<double?> option)
    {
        option.CustomParser = result =>
            Number(result) ?? Fail<double?>(result, $"{option.Name} must be a number such as 0.1, but is '{result.Tokens[0].Value}'.");
        return option;
    }

    public static DateTimeOffset Day(ArgumentResult result) =>
        DateTimeOffset.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var day) && day.Year is >= 1971 and < 9000
            ? day
            : Fail<DateTimeOffset>(result, $"'{result.Tokens[0].Value}' must be a day from 1971 on, such as 2026-01-31.");

    private static long? Whole(ArgumentResult result) =>
        long.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    // Without thousands separators: 0,1 is an error, not 1.
    private static double? Number(ArgumentResult result) =>
        double.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static T? Fail<T>(ArgumentResult result, string why)
    {
        result.AddError(why);
        return default;
    }
}
