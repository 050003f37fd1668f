using System.Text.Json;
using FraudWeb.Components.Charts;
using FraudWeb.Core.Dashboard;

namespace FraudWeb.Tests.Components;

public class ChartBuilderTests
{
    [Fact]
    public void Fraud_over_time_stands_beside_legitimate_in_its_own_colour_on_its_own_scale()
    {
        var options = Options(TimeChart.Counts([Step("13:00", fraud: 3, all: 900), Step("14:00", fraud: 0, all: 100)]));

        var series = options.GetProperty("series");
        Assert.Equal(["Legitimate", "Fraud"], series.EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(["var(--legitimate)", "var(--fraud)"], series.EnumerateArray().Select(one => one.GetProperty("color").GetString()));
        Assert.Equal([897, 100], Values(series[0]));
        Assert.Equal([3, 0], Values(series[1]));
        Assert.Equal("3 · 0.3%", series[1].GetProperty("data")[0].GetProperty("text").GetString());
        Assert.Equal([1000, 3], options.GetProperty("yaxis").EnumerateArray().Select(axis => axis.GetProperty("max").GetDouble()));
    }

    [Fact]
    public void The_share_over_time_has_gaps_where_nothing_was_scored_and_the_period_before_beside_it()
    {
        var series = Options(TimeChart.Shares([Step("13:00", fraud: 1, all: 4, before: 0.5), Step("14:00", fraud: 0, all: 0)]))
            .GetProperty("series");

        Assert.Equal([0.25, null], Values(series[0]));
        Assert.Equal([0.5, null], Values(series[1]));
        Assert.Equal("no predictions", series[0].GetProperty("data")[1].GetProperty("text").GetString());
    }

    [Fact]
    public void A_chart_says_in_a_sentence_and_a_table_what_it_draws_and_a_click_leads_to_the_rows()
    {
        var drawing = TimeChart.Counts([Step("13:00", fraud: 30, all: 900), Step("14:00", fraud: 0, all: 0)]);

        Assert.Equal("30 of 900 predictions counted as fraud, 3.3%. Most in at 13:00: 30.", drawing.Summary);
        Assert.Equal(["at 13:00", "900", "30", "870", "3.3%", "–"], drawing.Table.Rows[0].Select(cell => cell.Text));
        Assert.Equal("/rows/13:00", drawing.Table.Rows[0][0].Href);
        Assert.Null(drawing.Table.Rows[1][0].Href);
        Assert.Equal("/rows/14:00", drawing.Link(new(0, 1)));
        Assert.Null(drawing.Link(new(0, 2)));
    }

    [Fact]
    public void Scores_of_the_two_lie_side_by_side()
    {
        var drawing = DistributionChart.Of([Score(0, fraud: 1, legitimate: 4_000), Score(0.5, fraud: 30, legitimate: 2)], log: false);

        var options = Options(drawing);
        Assert.Equal([1, 30], Values(options.GetProperty("series")[0]));
        Assert.Equal([4_000, 2], Values(options.GetProperty("series")[1]));
        Assert.Equal(4_000, options.GetProperty("yaxis").GetProperty("max").GetDouble());
        Assert.Equal("Half of 31 fraud scores lie below 100%. Half of 4,002 legitimate scores lie below 50.0%.", drawing.Summary);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(10, 2)]
    [InlineData(1_000, 4)]
    public void On_the_log_scale_none_stays_none_and_ten_times_as_many_are_one_step_more(long count, double height)
    {
        var options = Options(DistributionChart.Of([Score(0, fraud: count, legitimate: 1_000)], log: true));

        Assert.Equal([height], Values(options.GetProperty("series")[0]));
        Assert.Equal(4, options.GetProperty("yaxis").GetProperty("max").GetDouble());
        Assert.Equal("decade", options.GetProperty("yaxis").GetProperty("labels").GetProperty("formatter").GetString());
    }

    [Fact]
    public void Values_without_an_order_are_rows_with_the_highest_share_on_top()
    {
        var drawing = ShareBars.Rows("Merchant", [Bar("Food", 1, 100), Bar("Travel", 5, 50), Bar("Toys", 0, 0)]);

        var data = Options(drawing).GetProperty("series")[0].GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(["Travel", "Food", "Toys"], data.Select(point => point.GetProperty("x").GetString()));
        Assert.Equal("10.0% · 5 of 50", data[0].GetProperty("text").GetString());
        Assert.Equal(6.0 / 150, Options(drawing).GetProperty("annotations").GetProperty("xaxis")[0].GetProperty("x").GetDouble());
        Assert.Equal("/rows/Travel", drawing.Link(new(0, 0)));
        Assert.Equal(["Food", "Travel", "Toys"], drawing.Table.Rows.Select(row => row[0].Text));
        Assert.Equal("The fraud share is 4.0% overall, highest for Merchant Travel: 10.0% · 5 of 50.", drawing.Summary);
    }

    [Fact]
    public void Of_many_values_those_with_most_fraud_are_drawn_and_all_stand_in_the_table()
    {
        var drawing = ShareBars.Rows("Country", [.. Enumerable.Range(0, 50).Select(i => Bar($"C{i}", i, 1_000))]);

        var data = Options(drawing).GetProperty("series")[0].GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"C{49 - i}"), data.Select(point => point.GetProperty("x").GetString()));
        Assert.Equal(50, drawing.Table.Rows.Count);
        Assert.Equal("/rows/C48", drawing.Link(new(0, 1)));
    }

    [Fact]
    public void Values_with_an_order_are_columns_in_it_and_only_some_have_their_label_on_the_axis()
    {
        var data = Options(ShareBars.Columns("Hour", [.. Enumerable.Range(0, 24).Select(i => Bar($"{i}", i % 2, 10))]))
            .GetProperty("series")[0].GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i * 2}"),
            data.Select(point => point.GetProperty("x").GetString()!.Trim('\u200B')).Where(label => label.Length > 0));
        Assert.Equal(24, data.Select(point => point.GetProperty("x").GetString()).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => $"{i}"), data.Select(point => point.GetProperty("title").GetString()));
    }

    [Fact]
    public void A_heat_map_shades_by_share_leaves_out_what_is_too_few_and_links_each_cell()
    {
        var drawing = HeatChart.Of("Merchant", "hour", ["00", "01", "02"],
        [
            new("Food", [new(0, 100, "/food/0"), new(1, 100, "/food/1"), new(2, 4, "/food/2")]),
            new("Travel", [new(25, 100, "/travel/0"), new(0, 0, "/travel/1"), new(100, 100, "/travel/2")]),
        ]);

        // ApexCharts draws the first series at the bottom.
        var series = Options(drawing).GetProperty("series");
        Assert.Equal(["Travel", "Food"], series.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal([3, -1, 5], Values(series[0]));
        Assert.Equal([0, 1, -1], Values(series[1]));
        Assert.Equal("02: 50.0% · 2 of 4", series[1].GetProperty("data")[2].GetProperty("text").GetString());
        Assert.Equal("/travel/2", drawing.Link(new(0, 2)));
        Assert.Equal("/food/1", drawing.Link(new(1, 1)));
        Assert.Equal(["Food", "0%", "1.0%", "50.0%"], drawing.Table.Rows[0].Select(cell => cell.Text));
        Assert.Null(drawing.Table.Rows[1][2].Href);
        Assert.Equal("Highest at Travel, 02: 100% · 100 of 100.", drawing.Summary);
    }

    [Fact]
    public void The_shades_reach_from_none_to_the_highest_share()
    {
        Assert.Equal([0, 0.02, 0.08, 0.18, 0.32, 0.5], HeatChart.Scale([new("Food", [new(50, 100, null), new(3, 3, null)])]), (a, b) =>
            Math.Abs(a - b) < 1e-12);
        Assert.Equal([0], HeatChart.Scale([new("Food", [new(0, 100, null)])]));
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(3, 1, 3, 3)]
    [InlineData(4, 1, 4, 4)]
    [InlineData(5, 1, 6, 3)]
    [InlineData(9, 1, 10, 2)]
    [InlineData(99, 1, 100, 4)]
    [InlineData(1_667, 1, 2_000, 4)]
    [InlineData(0.123, 0.001, 0.15, 3)]
    [InlineData(0.0004, 0.001, 0.001, 1)]
    [InlineData(0.0095, 0.001, 0.01, 2)]
    [InlineData(1, 0.001, 1, 4)]
    public void An_axis_ends_at_a_round_number_reached_in_a_few_round_steps(double top, double leastStep, double max, int ticks)
    {
        var scale = Axes.Scale(top, leastStep);

        Assert.Equal(max, scale.Max, 9);
        Assert.Equal(ticks, scale.Ticks);
    }

    [Fact]
    public void A_sparkline_runs_from_left_to_right_with_gaps_and_the_highest_on_top()
    {
        Assert.Equal("M0 27L50 1", Sparkline.Path([0, 4, null], top: 4));
        Assert.Equal("M0 14h1M100 27h1", Sparkline.Path([2, null, 0], top: 4));
        Assert.Equal("M0 27L100 27", Sparkline.Path([0, 0], top: 0));
        Assert.Equal("", Sparkline.Path([], top: 0));
    }

    private static JsonElement Options(Drawing drawing) => JsonSerializer.SerializeToElement(drawing.Options, JsonSerializerOptions.Web);

    private static double?[] Values(JsonElement series) =>
        [.. series.GetProperty("data").EnumerateArray().Select(
            point => point.GetProperty("y") is { ValueKind: JsonValueKind.Number } y ? y.GetDouble() : (double?)null)];

    private static TimeStep Step(string label, long fraud, long all, double? before = null) =>
        new(label, $"at {label}", fraud, all, before, $"/rows/{label}");

    private static ScoreStep Score(double from, long fraud, long legitimate) => new(from, from + 0.5, fraud, legitimate, null);

    private static ShareBar Bar(string label, long fraud, long all) => new(label, fraud, all, $"/rows/{label}");
}
