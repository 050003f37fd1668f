using FraudWeb.Components.Pages.History;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FraudWeb.Tests.Components.History;

public sealed class HistoryStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 13, 5, 6, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("?range=24h")]
    [InlineData("?from=2026-03-01T00:00:00.000Z&to=2026-03-02T00:00:00.000Z")]
    [InlineData("?risk_level=HIGH&decision=decline&label=none&is_fraud=1&source=api&model_version=v7")]
    [InlineData("?min_probability=0.3&max_probability=0.7")]
    [InlineData("?transaction_id=a%26b%20%3D%22%3Cc%3E")]
    [InlineData("?field.amount=100..250&field.merchant_category=Travel&field.foreign_transaction=1")]
    [InlineData("?field.amount=0.1..&field.transaction_hour=..6&field.cardholder_age=40")]
    [InlineData("?label=fraud&sort=oldest")]
    [InlineData("?sort=highest&cursor=c2&trail=~c1")]
    [InlineData("?range=7d&from=2026-03-01T00:00:00.000Z&cursor=c1")]
    public void An_address_is_built_as_it_was_read(string query)
    {
        var state = Read(query);

        Assert.Equal(Parameters(query), Parameters(new Uri("http://x" + state.Href).Query));
    }

    [Fact]
    public void A_link_from_another_page_is_understood()
    {
        var state = Read(new Uri("http://x" + Links.History(new()
        {
            From = Now,
            To = Now.AddHours(1),
            RiskLevel = RiskLevel.High,
            Decision = Decision.Decline,
            Label = Label.None,
            Source = PredictionSource.Api,
            ModelVersion = 7,
            MinProbability = 0.25,
            MaxProbability = 0.3,
            TransactionId = "a&b",
            Fields = [("amount", "10..50"), ("transaction_hour", "..6"), ("merchant_category", "Travel"), ("location_mismatch", "1")],
        })).Query);

        Assert.Equal(
            (Now, Now.AddHours(1), RiskLevel.High, Decision.Decline, Label.None, PredictionSource.Api, 7, 0.25, 0.3, "a&b"),
            (state.Filter.From, state.Filter.To, state.Filter.RiskLevel, state.Filter.Decision, state.Filter.Label, state.Filter.Source,
                state.Filter.ModelVersion,
                state.Filter.MinProbability, state.Filter.MaxProbability, state.Filter.TransactionId));
        Assert.Equal([new(0, 10, 50), new(1, double.NegativeInfinity, 6), new(2, 4, 4), new(4, 1, 1)], state.Filter.Fields);
    }

    [Theory, Trait("Requirement", "IN7")]
    [InlineData("?risk_level=EXTREME", "risk_level")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?min_probability=2", "min_probability")]
    [InlineData("?model_version=x", "model_version")]
    [InlineData("?range=1y", "range")]
    [InlineData("?field.amount=10..x", "field.amount")]
    [InlineData("?field.amount=-1", "field.amount")]
    [InlineData("?field.merchant_category=Space", "field.merchant_category")]
    [InlineData("?field.nothing=1", "field.nothing")]
    [InlineData("?colour=red", "colour")]
    public void What_is_not_understood_is_named_and_left_out(string query, string name)
    {
        var state = Read(query + "&label=fraud", out var refusal);

        Assert.NotNull(refusal);
        Assert.DoesNotContain(name, state.Names);
        Assert.Equal(Label.Fraud, state.Filter.Label);
    }

    [Fact]
    public void A_range_that_ends_now_begins_anew_on_the_first_page_and_stays_put_on_the_others()
    {
        var first = Read("?range=24h");
        Assert.Equal(Now.AddDays(-1), first.FilterAt(Now).From);

        var second = Read(new Uri("http://x" + first.Next("c1", first.FilterAt(Now)).Href).Query);
        Assert.Equal(Now.AddDays(-1), second.FilterAt(Now.AddHours(5)).From);
        Assert.Equal(Now.AddHours(-19), second.Previous!.FilterAt(Now.AddHours(5)).From);
    }

    [Fact]
    public void Pages_lead_forth_and_back()
    {
        var first = Read("?label=fraud");
        Assert.Null(first.Previous);

        var second = Read(Query(first.Next("c1", first.Filter)));
        var third = Read(Query(second.Next("c2", second.Filter)));

        Assert.Equal(second.Href, third.Previous!.Href);
        Assert.Equal(first.Href, second.Previous!.Href);
    }

    [Fact]
    public void The_way_back_is_bounded_so_that_an_address_does_not_grow_for_ever()
    {
        var state = Read("");
        for (var page = 1; page < 500; page++)
        {
            state = Read(Query(state.Next(new string('c', 44) + page, state.Filter)));
        }

        Assert.True(state.Href.Length < 1_500, $"{state.Href.Length}");
        Assert.EndsWith("498", state.Previous!.Cursor, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_filter_or_order_begins_on_the_first_page()
    {
        var state = Read("?cursor=c2&trail=~c1&label=fraud");

        foreach (var other in (HistoryState[])[state.With(HistorySort.Oldest), state.With(TimePreset.All[0]), state.WithoutField(0),
            state.With(state.Filter with { Label = null })])
        {
            Assert.True(other.IsFirstPage);
        }
    }

    [Fact]
    public void An_export_has_the_filter_and_order_of_the_page_but_all_its_pages() =>
        Assert.Equal(
            "/export/predictions.csv?label=fraud&sort=oldest", Read("?label=fraud&sort=oldest&cursor=c2&trail=~c1").ExportHref("csv"));

    private static string Query(HistoryState state) => new Uri("http://x" + state.Href).Query;

    private static HistoryState Read(string query)
    {
        var state = Read(query, out var refusal);
        Assert.Null(refusal);
        return state;
    }

    private static HistoryState Read(string query, out ProblemResult? refusal) =>
        HistoryState.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), TransactionSchema.Default, out refusal);

    private static IEnumerable<string> Parameters(string query) =>
        QueryHelpers.ParseQuery(query).Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
}
