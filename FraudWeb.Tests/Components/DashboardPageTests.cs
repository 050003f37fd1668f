using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Components.Charts;
using FraudWeb.Components.Pages.Dashboard;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;
using FraudWeb.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

public sealed class DashboardPageTests : ScoringContext
{
    public DashboardPageTests()
    {
        foreach (var module in (string[])["chart", "address", "keys"])
        {
            JSInterop.SetupModule($"./js/{module}.js").Mode = JSRuntimeMode.Loose;
        }
    }

    [Fact]
    public async Task An_empty_store_says_what_to_do_next()
    {
        var page = Render<DashboardPage>();

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("Nothing has been scored yet", page.Find("h2").TextContent);
            Assert.Equal("/", page.Find(".empty a").GetAttribute("href"));
        });
    }

    [Fact]
    public void Until_the_figures_come_their_shape_is_shown()
    {
        // Without the viewer's zone they are not asked for.
        JSInterop.SetupModule("./js/viewer.js").Setup<string>("zone");

        var page = Render<DashboardPage>();

        Assert.Equal(6, page.FindAll(".tile.skeleton").Count);
    }

    [Fact]
    public async Task A_prediction_is_shown_without_being_asked_for()
    {
        var page = Render<DashboardPage>();
        await page.WaitForElementAsync(".empty");

        await ScoreAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("1", Figure(page)));
        await ScoreAsync();
        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("2", Figure(page));
            Assert.Equal(6, page.FindAll(".tile").Count);
            Assert.Equal("24h", page.Find(".named [aria-current]").TextContent);
            Assert.Equal(5, page.FindAll("[role=img]").Count);
        });
    }

    [Fact]
    public async Task A_range_without_predictions_leads_to_one_that_has_some()
    {
        await ScoreAsync();
        Go("/dashboard?from=2020-01-01&to=2020-01-08&scale=linear");

        var page = Render<DashboardPage>();

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("Nothing was scored in this period", page.Find("h2").TextContent);
            Assert.EndsWith("/dashboard?range=24h&scale=linear", page.Find(".empty a").GetAttribute("href"), StringComparison.Ordinal);
            Assert.Contains("1 Jan – 7 Jan 2020", page.Find(".period").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Fields_are_the_schemas_own_and_what_is_chosen_stands_in_the_address()
    {
        await ScoreAsync();
        Go("/dashboard?range=7d&by=foreign_transaction&time=share");
        var page = Render<DashboardPage>();

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(["Which are the latest with high risk?", "How risky was it?", "What was decided?"],
                page.FindAll(".charts h2").Select(title => title.TextContent));
            Assert.Equal(
            [
                "How much was fraud, over time?", "Do the scores tell fraud from legitimate?",
                    "How does fraud differ by Foreign transaction?", "How does fraud differ by Hour?",
                "When does fraud occur, by Merchant category?",
            ], page.FindAll("figcaption").Select(title => title.TextContent));
        });
        await page.ChangeAsync("select", "merchant_category");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Contains("How does fraud differ by Merchant category?", page.FindAll("figcaption").Select(title => title.TextContent));
            Assert.EndsWith(
                "?range=24h&time=share&by=merchant_category", page.Find(".named a").GetAttribute("href"), StringComparison.Ordinal);
        });
        Assert.EndsWith("/dashboard?range=7d&by=merchant_category&time=share",
            (string)JSInterop.Invocations["replace"].Single().Arguments[0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_on_a_chart_opens_the_rows_behind_it()
    {
        await ScoreAsync();
        Go("/dashboard?range=24h&by=merchant_category");
        var page = Render<DashboardPage>();
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindComponents<Chart>()));

        await page.InvokeAsync(() => page.FindComponents<Chart>().Single(
            chart => chart.Instance.Title == "How does fraud differ by Merchant category?").Instance.Click(0, 0));

        Assert.Contains("/history?from=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains("&field.merchant_category=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_store_fails_the_last_figures_stay_and_one_can_try_again()
    {
        await ScoreAsync();
        var page = Render<DashboardPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("1", Figure(page)));

        await ExecuteAsync("ALTER TABLE Rollups RENAME TO Elsewhere");
        Services.GetRequiredService<PredictionFeed>().Changed();
        await page.WaitForElementAsync(".stale");
        await page.WaitForAssertionAsync(() => Assert.Equal("1", Figure(page)));

        await ExecuteAsync("ALTER TABLE Elsewhere RENAME TO Rollups");
        await page.ClickAsync(".stale button");
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".stale")));
    }

    [Fact]
    public async Task When_there_are_no_figures_to_keep_the_page_says_that_it_failed()
    {
        await ScoreAsync();
        await ExecuteAsync("ALTER TABLE Rollups RENAME TO Elsewhere");
        var page = Render<DashboardPage>();

        await page.WaitForAssertionAsync(() => Assert.Equal("The figures could not be loaded", page.Find("[role=alert] h2").TextContent));
        await ExecuteAsync("ALTER TABLE Elsewhere RENAME TO Rollups");
        await page.ClickAsync("[role=alert] button");
        await page.WaitForAssertionAsync(() => Assert.Equal("1", Figure(page)));
    }

    [Fact]
    public async Task A_page_that_was_left_asks_for_nothing_more()
    {
        await ScoreAsync();
        var page = Render<DashboardPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("1", Figure(page)));

        await DisposeComponentsAsync();
        var renders = page.RenderCount;
        await ScoreAsync();
        await Task.Delay(PredictionFeed.Interval + TimeSpan.FromMilliseconds(300), TimeProvider.System);

        Assert.Equal(renders, page.RenderCount);
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public void A_schema_of_numbers_alone_has_no_charts_by_field()
    {
        var schema = new TransactionSchema("numbers", [new() { Name = "x", Kind = FieldKind.Number }]);
        var data = SampleFigures.Data(SampleFigures.Of(SampleFigures.Count(5, flagged: 1)) with { Fields = [], Heat = [] }, schema: schema);

        var body = Body(data);

        Assert.Equal(["How much was fraud, over time?", "Do the scores tell fraud from legitimate?"],
            body.FindAll("figcaption").Select(title => title.TextContent));
        Assert.Equal(5, body.FindAll(".tile").Count);
    }

    [Fact]
    public void Of_two_hundred_fields_one_of_each_kind_is_drawn_and_the_others_can_be_chosen()
    {
        var schema = new TransactionSchema("many",
        [
            .. Enumerable.Range(0, 100).Select(i => new Field { Name = $"c{i}", Kind = FieldKind.Category, Choices = ["a", "b"] }),
            .. Enumerable.Range(0, 100).Select(i => new Field { Name = $"n{i}", Kind = FieldKind.Integer, Min = 0, Max = 9 }),
        ]);
        var all = SampleFigures.Count(5, flagged: 1);
        var data = SampleFigures.Data(SampleFigures.Of(all) with
        {
            Fields = [.. schema.Fields.Select(field => new FieldCounts(field.Name, field.Kind == FieldKind.Category
                ? [new("a", all), new("b", default)] : [.. Enumerable.Range(0, 10).Select(i => new BucketCounts($"{i}", all))]))],
            Heat = [],
        }, schema: schema);

        var body = Body(data, new() { Along = "n7" });

        Assert.Equal(["How does fraud differ by c0?", "How does fraud differ by n7?"],
            body.FindAll("figcaption").Skip(2).Select(title => title.TextContent));
        Assert.Equal([100, 100], body.FindAll("select").Select(select => select.QuerySelectorAll("option").Length));
    }

    private IRenderedComponent<DashboardBody> Body(DashboardData data, ChartChoices? choices = null) => Render<DashboardBody>(p => p
        .Add(body => body.Data, data).Add(body => body.Choices, choices ?? new()).Add(body => body.SchemaOf, _ => data.Schema));

    private Task<Prediction> ScoreAsync() => Scoring.ScoreAsync(
            Scoring.GetScorer(), CardExamples.Suspicious(1), PredictionSource.Api, Actor.System);

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private static string Figure(IRenderedComponent<DashboardPage> page) => page.Find(".tile .figure").TextContent.Trim();
}
