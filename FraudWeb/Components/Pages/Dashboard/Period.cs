using System.Globalization;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>A stretch of time, and the one before that it is compared with. All borders are whole hours, by which counts are
/// kept.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Days">By how many days of the viewer's the one before is earlier: at the same time of day, so that a morning is compared
/// with a morning.</param>
/// <param name="Zone">Whose days are meant.</param>
public sealed record Period(DateTimeOffset From, DateTimeOffset To, int Days, TimeZoneInfo Zone)
{
    public DateTimeOffset BeforeFrom => Earlier(From);

    public DateTimeOffset BeforeTo => Earlier(To);

    /// <summary>The first whole hour at or after the moment at which a viewer's clock shows this. (In a zone that is half an hour off, a
    /// day begins within an hour; a time that is skipped in spring is the next that is not.)</summary>
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

    /// <summary>The day on which a moment lies for the viewer.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The day of the last hour, for the viewer.</summary>
    public DateOnly LastDay => DayOf(LastHour(To));

    /// <summary>When the step that begins at <paramref name="start"/> ends.</summary>
    public DateTimeOffset EndOf(DateTimeOffset start, SeriesStep step)
    {
        var end = step == SeriesStep.Hour ? start.AddHours(1) : Moment(TimeZoneInfo.ConvertTime(start, Zone).Date.AddDays(1), Zone);
        return end < To ? end : To;
    }

    /// <summary>A step, short enough for an axis.</summary>
    public string Label(DateTimeOffset start, SeriesStep step) => Show(start, step == SeriesStep.Hour ? "HH:mm" : "d MMM");

    /// <summary>A step in full.</summary>
    public string Title(DateTimeOffset start, SeriesStep step) => step == SeriesStep.Hour
        ? $"{Show(start, "ddd d MMM, HH:mm")}–{Show(start.AddHours(1), "HH:mm")}"
        : Show(start, "ddd d MMM yyyy");

    /// <summary>The period and the one that it is compared with, as one reads them out.</summary>
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

    // In a zone that is half an hour off, a day ends half an hour into the next.
    private static DateTimeOffset LastHour(DateTimeOffset to) => to.AddHours(-1);

    private DateTimeOffset Earlier(DateTimeOffset moment) => Moment(TimeZoneInfo.ConvertTime(moment, Zone).DateTime.AddDays(-Days), Zone);

    private string Show(DateTimeOffset moment, string format) =>
        TimeZoneInfo.ConvertTime(moment, Zone).ToString(format, CultureInfo.InvariantCulture);
}
