using System.Globalization;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>A period, and the previous one that it is compared with. All boundaries are whole hours, because counts are stored per
/// hour.</summary>
/// <param name="From">The start, inclusive.</param>
/// <param name="To">The end, exclusive.</param>
/// <param name="Days">The number of days by which the previous period is earlier, in the viewer's zone: a morning is compared with a
/// morning.</param>
/// <param name="Zone">The viewer's time zone.</param>
public sealed record Period(DateTimeOffset From, DateTimeOffset To, int Days, TimeZoneInfo Zone)
{
    public DateTimeOffset BeforeFrom => Earlier(From);

    public DateTimeOffset BeforeTo => Earlier(To);

    /// <summary>Gets the first whole hour at or after a local time. (In a zone with a half-hour offset, a day begins within an hour. A time
    /// that the clocks skip in spring becomes the next that exists.)</summary>
    public static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return Ceiling(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone)));
    }

    public static DateTimeOffset Floor(DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    public static DateTimeOffset Ceiling(DateTimeOffset moment) => Floor(moment.AddHours(1).AddTicks(-1));

    /// <summary>Gets the viewer's day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The day of the last hour, for the viewer.</summary>
    public DateOnly LastDay => DayOf(LastHour(To));

    /// <summary>Gets the end of the step that begins at <paramref name="start"/>.</summary>
    public DateTimeOffset EndOf(DateTimeOffset start, SeriesStep step)
    {
        var end = step == SeriesStep.Hour ? start.AddHours(1) : Moment(TimeZoneInfo.ConvertTime(start, Zone).Date.AddDays(1), Zone);
        return end < To ? end : To;
    }

    /// <summary>Gets a label of a step that is short enough for an axis.</summary>
    public string Label(DateTimeOffset start, SeriesStep step) => Show(start, step == SeriesStep.Hour ? "HH:mm" : "d MMM");

    /// <summary>Gets the full label of a step.</summary>
    public string Title(DateTimeOffset start, SeriesStep step) => step == SeriesStep.Hour
        ? $"{Show(start, "ddd d MMM, HH:mm")}–{Show(start.AddHours(1), "HH:mm")}"
        : Show(start, "ddd d MMM yyyy");

    /// <summary>Describes the period and the one that it is compared with.</summary>
    public override string ToString() => $"{Words(From, To)}, compared with {Words(BeforeFrom, BeforeTo)}";

    private string Words(DateTimeOffset from, DateTimeOffset to)
    {
        var last = LastHour(to);
        if (to - from <= TimeSpan.FromDays(1))
        {
            return $"{Show(from, "ddd d MMM HH:mm")} – {Show(to, DayOf(from) == DayOf(to) ? "HH:mm" : "ddd d MMM HH:mm")}";
        }

        return $"{Show(from, DayOf(from).Year == DayOf(last).Year ? "d MMM" : "d MMM yyyy")} – {Show(last, "d MMM yyyy")}";
    }

    // In a zone with a half-hour offset, a day ends in the middle of an hour.
    private static DateTimeOffset LastHour(DateTimeOffset to) => to.AddHours(-1);

    private DateTimeOffset Earlier(DateTimeOffset moment) => Moment(TimeZoneInfo.ConvertTime(moment, Zone).DateTime.AddDays(-Days), Zone);

    private string Show(DateTimeOffset moment, string format) =>
        TimeZoneInfo.ConvertTime(moment, Zone).ToString(format, CultureInfo.InvariantCulture);
}
