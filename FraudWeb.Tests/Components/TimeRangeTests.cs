using FraudWeb.Components.Pages.Dashboard;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;

namespace FraudWeb.Tests.Components;

public class TimeRangeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Theory]
    [InlineData("24h", null, null, "24h")]
    [InlineData("90d", null, null, "90d")]
    [InlineData("7d", "2026-03-01", "2026-03-02", "7d")]
    [InlineData(null, null, null, "none")]
    [InlineData("8d", null, null, "none")]
    [InlineData("24H", null, null, "none")]
    [InlineData(null, "2026-03-01", "2026-03-02", "own")]
    [InlineData(null, "2026-03-01T10:00:00.000Z", "2026-03-01T12:00:00+01:00", "own")]
    [InlineData("8d", "2026-03-01", "2026-03-02", "own")]
    [InlineData(null, "2026-03-02", "2026-03-02", "none")]
    [InlineData(null, "2026-03-02", null, "none")]
    [InlineData(null, "yesterday", "today", "none")]
    [InlineData(null, "1900-01-01", "1900-01-02", "none")]
    [InlineData(null, "2020-01-01", "2026-01-01", "none")]
    public void An_address_is_read_as_a_range_or_as_none(string? range, string? from, string? to, string read) =>
        Assert.Equal(read, TimeRange.Parse(range, from, to) is { } known ? known.Name ?? "own" : "none");

    [Fact]
    public void The_last_24_hours_end_with_the_running_one_and_are_compared_with_those_before()
    {
        var period = At("24h", "2026-03-04T13:05Z", TimeZoneInfo.Utc);

        Assert.Equal(Moment("2026-03-03T14:00Z"), period.From);
        Assert.Equal(Moment("2026-03-04T14:00Z"), period.To);
        Assert.Equal(Moment("2026-03-02T14:00Z"), period.BeforeFrom);
        Assert.Equal(period.From, period.BeforeTo);
    }

    [Fact]
    public void Days_are_the_viewers_today_included_and_compared_at_the_same_time_of_day()
    {
        var period = At("7d", "2026-03-04T23:30Z", Berlin);

        Assert.Equal(Moment("2026-02-26T23:00Z"), period.From);
        Assert.Equal(Moment("2026-03-05T00:00Z"), period.To);
        Assert.Equal(Moment("2026-02-19T23:00Z"), period.BeforeFrom);
        Assert.Equal(Moment("2026-02-26T00:00Z"), period.BeforeTo);
    }

    [Fact]
    public void A_change_of_the_clock_moves_no_day()
    {
        // On 29 March 2026 Berlin went from winter to summer time.
        var period = At("7d", "2026-03-31T10:00Z", Berlin);

        Assert.Equal(Moment("2026-03-24T23:00Z"), period.From);
        Assert.Equal(Moment("2026-03-17T23:00Z"), period.BeforeFrom);
        Assert.Equal(Moment("2026-03-31T11:00Z"), period.To);
        Assert.Equal(Moment("2026-03-24T12:00Z"), period.BeforeTo);
        Assert.Equal(Moment("2026-03-29T22:00Z"), period.EndOf(Moment("2026-03-28T23:00Z"), SeriesStep.Day));
    }

    [Fact]
    public void Where_a_day_begins_at_half_past_it_begins_with_the_first_whole_hour_in_it()
    {
        var period = At("30d", "2026-03-04T12:00Z", Kolkata);

        Assert.Equal(Moment("2026-02-02T19:00Z"), period.From);
        Assert.Equal("3 Feb", period.Label(period.From, SeriesStep.Day));
        Assert.Equal(
            "3 Feb – 9 Feb 2026, compared with 27 Jan – 2 Feb 2026", (period with { To = period.From.AddDays(7), Days = 7 }).ToString());
    }

    [Fact]
    public void A_range_of_its_own_is_widened_to_whole_hours_and_compared_with_as_many_days()
    {
        var period = TimeRange.Parse(null, "2026-03-01T10:20:00Z", "2026-03-04T09:40:00Z")!.At(
            Moment("2026-05-01T00:00Z"), TimeZoneInfo.Utc);

        Assert.Equal(Moment("2026-03-01T10:00Z"), period.From);
        Assert.Equal(Moment("2026-03-04T10:00Z"), period.To);
        Assert.Equal(Moment("2026-02-26T10:00Z"), period.BeforeFrom);
    }

    [Fact]
    public void A_range_of_its_own_ends_now_at_the_latest_and_is_compared_with_the_same_part_of_the_days_before()
    {
        var period = TimeRange.Parse(null, "2026-03-01", "2026-03-08")!.At(Moment("2026-03-04T13:05Z"), TimeZoneInfo.Utc);

        Assert.Equal(Moment("2026-03-04T14:00Z"), period.To);
        Assert.Equal(Moment("2026-02-22T00:00Z"), period.BeforeFrom);
        Assert.Equal(Moment("2026-02-25T14:00Z"), period.BeforeTo);
    }

    [Theory]
    [InlineData(1, "24h")]
    [InlineData(30, "7d")]
    [InlineData(24 * 20, "30d")]
    [InlineData(24 * 60, "90d")]
    [InlineData(24 * 200, "90d")]
    public void The_first_look_has_the_shortest_range_that_reaches_the_newest_prediction(int hoursAgo, string range)
    {
        var now = Moment("2026-03-04T13:05Z");

        Assert.Equal(range, TimeRange.Reaching(now.AddHours(-hoursAgo), now, TimeZoneInfo.Utc).Name);
    }

    [Theory]
    [InlineData("24h", "Tue 3 Mar 15:00 – Wed 4 Mar 15:00, compared with Mon 2 Mar 15:00 – Tue 3 Mar 15:00")]
    [InlineData("7d", "26 Feb – 4 Mar 2026, compared with 19 Feb – 25 Feb 2026")]
    [InlineData("90d", "5 Dec 2025 – 4 Mar 2026, compared with 6 Sep – 4 Dec 2025")]
    public void A_period_reads_as_one_says_it(string range, string words) =>
        Assert.Equal(words, At(range, "2026-03-04T13:05Z", Berlin).ToString());

    private static Period At(string range, string now, TimeZoneInfo zone) => TimeRange.Parse(range, null, null)!.At(Moment(now), zone);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
