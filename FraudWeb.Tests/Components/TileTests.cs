using FraudWeb.Components.Pages.Dashboard;
using FraudWeb.Core.Schema;
using static FraudWeb.Tests.Support.SampleFigures;

namespace FraudWeb.Tests.Components;

public class TileTests
{
    [Fact]
    public void Six_tiles_say_what_happened_and_how_it_differs_from_the_period_before()
    {
        var tiles = Tile.Of(Data(
            Of(Count(1_298, flagged: 14, truePositive: 8, falsePositive: 2), reviewed: 10, declined: 4, amountDeclined: 3_149.4, p99: 631),
            Of(Count(1_200, flagged: 12, truePositive: 7, falsePositive: 3), reviewed: 12, declined: 4, amountDeclined: 2_000,
                p99: 1_262)));

        Assert.Equal(
        [
            "Predictions: 1,298. +8.2% from 1,200",
            "Fraud share: 1.1%. +0.1 points from 1.0%",
            "Sent to review: 10 0.8%. −17% from 12",
            "Money stopped: 3,149 USD. +57% from 2,000",
            "Precision: 80.0% of 10. +10.0 points from 70.0%",
            "p99 latency: 631 µs. −50% from 1.3 ms",
        ], tiles.Select(Read));
        Assert.Equal([1, 1, -1, 1, 1, -1], tiles.Select(tile => tile.Change.Direction));
    }

    [Fact]
    public void Without_an_amount_in_the_schema_there_is_no_money() =>
        Assert.DoesNotContain(Tile.Of(Data(Of(default), schema: new("plain", [new Field { Name = "x", Kind = FieldKind.Number }]))), tile =>
            tile.Title == "Money stopped");

    [Fact]
    public void What_can_not_be_known_is_said_rather_than_shown_as_zero()
    {
        var tiles = Tile.Of(Data(Of(Count(5), p99: 90)));

        Assert.Equal("Precision: –. nothing flagged is labelled yet", Read(tiles[4]));
        Assert.Equal("Fraud share: 0%. nothing to compare with", Read(tiles[1]));
        Assert.Equal("Predictions: 5. none before", Read(tiles[0]));
        Assert.Empty(tiles[0].CourseBefore);
    }

    [Fact]
    public void A_tile_leads_to_the_rows_that_it_counts()
    {
        var tiles = Tile.Of(Data(Of(Count(5, flagged: 1, truePositive: 1), p99: 90)));

        const string time = "from=2026-03-03T14%3A00%3A00.000Z&to=2026-03-04T14%3A00%3A00.000Z";
        Assert.Equal(
        [
            $"/history?{time}", $"/history?{time}&min_probability=0.5", $"/history?{time}&decision=review",
                $"/history?{time}&decision=decline",
            $"/history?{time}&label=fraud&min_probability=0.5", null,
        ], tiles.Select(tile => tile.Href));
    }

    [Theory]
    [InlineData(100.0, 100.0, "unchanged from 100")]
    [InlineData(112.0, 100.0, "+12% from 100")]
    [InlineData(100.4, 100.0, "+0.4% from 100")]
    [InlineData(100.0, 400.0, "−75% from 400")]
    [InlineData(0.0, 400.0, "−100% from 400")]
    [InlineData(1400.0, 100.0, "× 14 from 100")]
    [InlineData(5.0, 0.0, "none before ")]
    [InlineData(0.0, 0.0, "none before either ")]
    [InlineData(5.0, null, "nothing to compare with ")]
    [InlineData(null, 5.0, " ")]
    public void An_amount_changes_by_a_percentage(double? now, double? before, string words)
    {
        var change = Change.OfAmount(now, before, value => $"{value}");

        Assert.Equal(words, $"{change.Text} {change.Was}");
    }

    [Theory]
    [InlineData(0.021, 0.017, "+0.4 points from 1.7%", 1)]
    [InlineData(0.80, 0.95, "−15.0 points from 95.0%", -1)]
    [InlineData(0.0101, 0.0100, "unchanged from 1.0%", 0)]
    [InlineData(0.02, null, "nothing to compare with ", 0)]
    public void A_share_changes_by_points(double? now, double? before, string words, int direction)
    {
        var change = Change.OfShare(now, before);

        Assert.Equal(words, $"{change.Text} {change.Was}");
        Assert.Equal(direction, change.Direction);
    }

    [Theory]
    [InlineData(40, 1_000, 10, 1_000, true)]
    [InlineData(16, 1_000, 10, 1_000, false)]
    [InlineData(10, 1_000, 40, 1_000, true)]
    [InlineData(5, 6, 1, 6, false)]
    [InlineData(1_000, 1_000, 900, 1_000, true)]
    [InlineData(0, 1_000, 0, 1_000, false)]
    [InlineData(40, 1_000, 0, 0, false)]
    [InlineData(0, 0, 0, 0, false)]
    public void A_share_is_unusual_when_it_changed_by_more_than_chance_explains(
        long hits, long of, long hitsBefore, long ofBefore, bool unusual)
    {
        var tile = Tile.Of(Data(Of(Count(of, flagged: hits)), Of(Count(ofBefore, flagged: hitsBefore))))[1];

        Assert.Equal(unusual, tile.IsUnusual);
    }

    private static string Read(Tile tile) =>
        ($"{tile.Title}: {string.Join(' ', new[] { tile.Value, tile.Unit }.OfType<string>())}. "
            + (tile.Note ?? $"{tile.Change.Text} {tile.Change.Was}")).TrimEnd();
}
