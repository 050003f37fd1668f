using System.Globalization;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>A requested range: one of <see cref="Named"/>, which end now, or one between two moments.</summary>
public sealed record TimeRange
{
    /// <summary>The ranges that the page offers, shortest first.</summary>
    public static readonly IReadOnlyList<TimeRange> Named =
    [
        new() { Name = "24h", Title = "24 hours", Days = 1 },
        new() { Name = "7d", Title = "7 days", Days = 7 },
        new() { Name = "30d", Title = "30 days", Days = 30 },
        new() { Name = "90d", Title = "90 days", Days = 90 },
    ];

    // More bars than the days of a year would be unreadable.
    private const int MaxDays = 366;

    private TimeRange()
    {
    }

    /// <summary>The name in the address; null for a custom range.</summary>
    public string? Name { get; private init; }

    /// <summary>The range in words.</summary>
    public string Title { get; private init; } = "";

    private int Days { get; init; }

    private DateTimeOffset From { get; init; }

    private DateTimeOffset To { get; init; }

    /// <summary>Reads <c>?range=</c> or <c>?from=&amp;to=</c>; null if there is none that can be shown.</summary>
    public static TimeRange? Parse(string? range, string? from, string? to)
    {
        if (Named.FirstOrDefault(named => named.Name == range) is { } known)
        {
            return known;
        }

        return TryMoment(from, out var first) && TryMoment(to, out var last) && first < last && (last - first).TotalDays <= MaxDays
            ? new() { From = first, To = last }
            : null;
    }

    /// <summary>Gets the shortest named range that includes a moment; the longest if none does.</summary>
    public static TimeRange Reaching(DateTimeOffset moment, DateTimeOffset now, TimeZoneInfo zone) =>
        Named.FirstOrDefault(range => range.At(now, zone).From <= moment) ?? Named[^1];

    /// <summary>Gets the current period of the range, for a viewer in <paramref name="zone"/>.</summary>
    public Period At(DateTimeOffset now, TimeZoneInfo zone)
    {
        var end = Period.Ceiling(now.AddTicks(1));
        if (Name is null)
        {
            // The future has no data that could be compared with the past.
            var to = From < end && To > end ? end : Period.Ceiling(To);
            return new(Period.Floor(From), to, Math.Max(1, (int)Math.Ceiling((To - From).TotalDays)), zone);
        }

        if (Days == 1)
        {
            return new(end.AddDays(-1), end, Days, zone);
        }

        // Whole days in the viewer's zone, including today, so that each bar is one day.
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return new(Period.Moment(today.AddDays(1 - Days), zone), end, Days, zone);
    }

    private static bool TryMoment(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment)
        && moment.Year is > 1970 and < 9000;
}
