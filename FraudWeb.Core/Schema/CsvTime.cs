using System.Globalization;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Reads the time of a transaction: ISO 8601 with a T or a space, in UTC unless it has an offset, or seconds since
/// 1970.</summary>
internal static class CsvTime
{
    // Longer than any time, and enough of any other text for an error message.
    private const int MaxLength = 512;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">Its text in UTF-8.</param>
    /// <param name="why">The error; null if the cell is valid.</param>
    public static DateTimeOffset Read(ReadOnlySpan<byte> cell, out string? why)
    {
        var text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, MaxLength)]).Trim();
        why = null;
        if (DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        // The year 9999 ends this many seconds after 1970.
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < 253_402_300_800)
        {
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        }

        why = text.Length == 0 ? "is required"
            : $"must be a time such as 2026-01-31 23:59:59 or seconds since 1970, but is '{CardNumbers.Shorten(text)}'";
        return default;
    }
}
