using System.Globalization;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Reads the time of a transaction: ISO 8601 with a T or a space, as databases write it, in UTC unless it has an offset; day,
/// month and year with dots; or seconds, milliseconds, microseconds or nanoseconds since 1970. Days with slashes and the year last are
/// refused, because 01/02/2026 is in January in one country and in February in another.</summary>
internal static class CsvTime
{
    // Longer than any time, and enough of any other text for an error message.
    private const int MaxLength = 512;

    // .NET's ticks: seven decimals of a second. Databases write up to nine.
    private const int MaxDecimals = 7;

    private const string Expected = "must be a time such as 2026-01-31 23:59:59 or seconds since 1970";

    // The year 9999 ends this many seconds after 1970.
    private const double MaxSeconds = 253_402_300_800;

    // From 2001 to 2039, when times in these units have 13, 16 and 19 digits. No two units overlap, 14 digits are yyyyMMddHHmmss, and no
    // card number begins like these.
    private static readonly (double From, double Below, double PerSecond)[] Units =
        [(1e12, 2.2e12, 1e3), (1e15, 2.2e15, 1e6), (1e18, 2.2e18, 1e9)];

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",

        // PostgreSQL: an offset of whole hours has no minutes. BigQuery: UTC in letters.
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' UTC'",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' 'zzz",

        // The year first is unambiguous with slashes too, and dots are written where the day comes first.
        "yyyy/MM/dd", "yyyy/MM/dd' 'HH:mm", "yyyy/MM/dd' 'HH:mm:ss.FFFFFFF", "d.M.yyyy", "d.M.yyyy' 'HH:mm", "d.M.yyyy' 'HH:mm:ss.FFFFFFF",
    ];

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">Its text in UTF-8.</param>
    /// <param name="why">The error; null if the cell is valid.</param>
    public static DateTimeOffset Read(ReadOnlySpan<byte> cell, out string? why)
    {
        var text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, MaxLength)]).Trim();
        why = null;
        if (DateTimeOffset.TryParseExact(WithoutExtraDecimals(text), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number)
            && Seconds(number) is { } seconds)
        {
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        }

        why = text.Length == 0 ? "is required"
            : $"{Expected}, but is '{CardNumbers.Shorten(text)}'"
                + (IsSlashed(text) ? "; day and month can't be told apart, so write the year first" : "");
        return default;
    }

    /// <summary>Returns whether a text, readable or not, begins with a date: three groups of digits, the year first or last, separated by
    /// slashes, dots or dashes.</summary>
    public static bool LooksLikeTime(ReadOnlySpan<char> text)
    {
        Span<int> lengths = stackalloc int[3];
        var at = 0;
        var mark = '\0';
        for (var group = 0; group < lengths.Length; group++)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            lengths[group] = at - start;
            if (group < 2)
            {
                if (at == text.Length || text[at] is not ('/' or '.' or '-') || (group == 1 && text[at] != mark))
                {
                    return false;
                }

                mark = text[at++];
            }
        }

        return (at == text.Length || text[at] is ' ' or 'T' or ',') && lengths[1] is 1 or 2
            && ((lengths[0] == 4 && lengths[2] is 1 or 2) || (lengths[0] is 1 or 2 && lengths[2] is 2 or 4));
    }

    /// <summary>Returns whether a number is far enough from 1970 to be a time of our days and not a count: from 2001 on.</summary>
    public static bool IsRecent(double number) => number is >= 1e9 and < 2.2e9 || Array.Exists(Units, unit => IsIn(unit, number));

    /// <summary>Returns whether a number has the digits yyyyMMddHHmmss of a year from 1900 to 2100.</summary>
    public static bool IsCompact(double number) => number is >= 19_000_101_000_000 and < 21_010_101_000_000;

    private static bool IsIn((double From, double Below, double PerSecond) unit, double number) =>
        number >= unit.From && number < unit.Below;

    private static double? Seconds(double number)
    {
        foreach (var unit in Units)
        {
            if (IsIn(unit, number))
            {
                return number / unit.PerSecond;
            }
        }

        return number is >= 0 and < MaxSeconds ? number : null;
    }

    private static bool IsSlashed(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && text.Count(letter => letter == '/') == 2;

    private static string WithoutExtraDecimals(string text)
    {
        var point = text.LastIndexOf('.');
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return point < 0 || end - point - 1 <= MaxDecimals ? text : text.Remove(point + 1 + MaxDecimals, end - point - 1 - MaxDecimals);
    }
}
