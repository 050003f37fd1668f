using Bunit;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.History;
using FraudWeb.Tests.Support;
using HistoryPage = FraudWeb.Components.Pages.History.HistoryPage;

namespace FraudWeb.Tests.Components.History;

public sealed class HistoryPageTests : HistoryPageContext
{
    [Fact]
    public async Task An_empty_store_says_what_to_do()
    {
        var page = Render<HistoryPage>();

        Assert.Equal("Nothing has been checked yet", (await page.WaitForElementAsync(".empty h2")).TextContent);
        Assert.Equal("/", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_row_has_time_id_the_first_three_fields_and_the_answer()
    {
        var kept = await KeepAsync(0.91, "tx-1");

        var page = await OpenAsync();

        Assert.Equal(["Time", "Id", "Amount", "Hour", "Merchant category", "Probability", "Risk", "Decision", "Label", "Model"],
            page.FindAll("th").Select(header => header.TextContent));
        Assert.Equal(["tx-1", "250.00 USD", "14 h", "Electronics", "91.0%", "HIGH", "decline", "", "v1"], Cells(page)[0].Skip(1));
        Assert.Equal($"/history/{kept.Id}", page.Find("tbody a").GetAttribute("href"));
        Assert.Equal("1 prediction", page.Find(".summary p").TextContent);
    }

    [Fact]
    public async Task A_chip_stands_for_each_filter_and_takes_it_away()
    {
        await KeepAsync(0.91, amount: 500);
        await KeepAsync(0.02);
        Navigation.NavigateTo("/history?risk_level=HIGH&min_probability=0.7&field.amount=100..");
        var page = await OpenAsync();
        Assert.Equal(
            ["Risk high", "Probability ≥ 70%", "Amount ≥ 100.00 USD"], page.FindAll(".chip .edit").Select(chip => chip.TextContent));
        Assert.Single(Cells(page));

        await page.ClickAsync("[aria-label='Remove the filter Risk high']");
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".chip .edit").Count));
        await page.ClickAsync("[aria-label='Remove the filter Probability ≥ 70%']");

        await page.WaitForAssertionAsync(() => Assert.Equal(2, Cells(page).Count));
        Assert.EndsWith("/history?field.amount=100..", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_is_added_by_choosing_what_by_and_then_the_value()
    {
        await KeepAsync(0.91);
        await KeepAsync(0.02);
        var page = await OpenAsync();

        await page.ClickAsync(".add button");
        await page.InputAsync(".panel input", "merch");
        await page.SubmitAsync(".panel form");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("Merchant category", page.Find(".panel .head h2").TextContent);
            Assert.Equal("/history?field.merchant_category=Travel",
                page.FindAll(".panel .list a").Single(choice => choice.TextContent == "Travel").GetAttribute("href"));
        });
        await page.PressAsync(".panel", "Escape");
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".panel")));
    }

    [Fact]
    public async Task A_range_is_typed_in_percent_and_stands_in_the_address_as_a_share()
    {
        await KeepAsync(0.91);
        var page = await OpenAsync();

        await page.ClickAsync(".add button");
        await page.ClickAsync(".panel .list button", "Probability");
        await page.ChangeAsync(".panel .limits input", "2.3");
        await page.SubmitAsync(".panel .limits");

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".panel")));
        Assert.EndsWith("/history?min_probability=0.023", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_typed_and_shown_in_the_viewers_zone()
    {
        await KeepAsync();
        var page = await OpenAsync();

        await page.ClickAsync(".add button");
        await page.ClickAsync(".panel .list button", "Time");
        await page.ChangeAsync(".panel .limits input", "2026-07-01T12:00");
        await page.SubmitAsync(".panel .limits");

        await page.WaitForAssertionAsync(() => Assert.Equal("Time from 2026-07-01 12:00", page.Find(".chip .edit").TextContent));
        Assert.EndsWith("/history?from=2026-07-01T10%3A00%3A00.000Z", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "WB8")]
    public async Task Pages_are_turned_by_the_address()
    {
        for (var i = 0; i < HistoryPage.PageSize + 3; i++)
        {
            await KeepAsync(transactionId: $"tx-{i}");
        }

        var page = await OpenAsync();
        Assert.Equal(HistoryPage.PageSize, Cells(page).Count);
        Assert.Empty(page.FindAll("[rel=prev]"));

        Navigation.NavigateTo(page.Find("[rel=next]").GetAttribute("href")!);
        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(["tx-2", "tx-1", "tx-0"], Cells(page).Select(cells => cells[1]));
            Assert.Empty(page.FindAll("[rel=next]"));
        });

        Navigation.NavigateTo(page.Find("[rel=prev]").GetAttribute("href")!);
        await page.WaitForAssertionAsync(() => Assert.Equal("tx-52", Cells(page)[0][1]));
    }

    [Fact]
    public async Task What_comes_in_is_announced_and_moves_nothing_until_it_is_asked_for()
    {
        await KeepAsync(0.91, "first");
        Navigation.NavigateTo("/history?risk_level=HIGH");
        var page = await OpenAsync();

        await KeepAsync(0.95, "second");
        await KeepAsync(0.01, "another risk");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("1 new prediction", page.Find(".pill").TextContent);
            Assert.Equal("first", Cells(page)[0][1]);
        });
        await page.ClickAsync(".pill");
        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(["second", "first"], Cells(page).Select(cells => cells[1]));
            Assert.Empty(page.FindAll(".pill"));
        });
    }

    [Fact]
    public async Task The_first_prediction_appears_by_itself_where_there_was_none()
    {
        var page = Render<HistoryPage>();

        await KeepAsync(transactionId: "first");

        await page.WaitForAssertionAsync(() => Assert.Equal("first", Cells(page)[0][1]));
    }

    [Fact]
    public async Task Nothing_matching_offers_to_remove_the_filters()
    {
        await KeepAsync();
        Navigation.NavigateTo("/history?label=fraud");

        var page = await OpenAsync();

        Assert.Equal("Nothing matches", page.Find(".empty h2").TextContent);
        Assert.Equal("/history", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_search_over_fields_that_stops_early_says_how_far_it_came_and_goes_on()
    {
        await KeepAsync(transactionId: "needle", amount: 9_999);
        await Log.AppendAsync([.. Enumerable.Range(0, PredictionQueries.FieldSearchRows).Select(_ => Prediction(0.02, null, 1))]);
        Navigation.NavigateTo("/history?field.amount=9999");
        var page = Render<HistoryPage>();
        Assert.StartsWith("Searched back to", (await page.WaitForElementAsync(".further p")).TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".empty, [rel=next]"));

        await page.ClickAsync(".further button", "Search further back");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(["needle"], Cells(page).Select(cells => cells[1]));
            Assert.Empty(page.FindAll(".further"));
        });
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told_calmly_and_asked_again()
    {
        await KeepAsync(transactionId: "tx-1");
        await ExecuteAsync("ALTER TABLE Predictions RENAME TO Elsewhere");

        var page = Render<HistoryPage>();

        Assert.Equal("The history can't be read at the moment", (await page.WaitForElementAsync("[role=alert] h2")).TextContent);
        Assert.DoesNotContain("no such table", page.Markup, StringComparison.Ordinal);
        await ExecuteAsync("ALTER TABLE Elsewhere RENAME TO Predictions");
        await page.ClickAsync("[role=alert] button");
        await page.WaitForAssertionAsync(() => Assert.Equal("tx-1", Cells(page)[0][1]));
    }

    [Fact]
    public void Before_it_is_live_the_page_reads_nothing_that_it_would_read_again()
    {
        SetRendererInfo(new("Static", isInteractive: false));
        Navigation.NavigateTo("/history?risk_level=HIGH");

        var page = Render<HistoryPage>();

        Assert.NotEmpty(page.FindAll(".skeleton"));
        Assert.Equal("Risk high", page.Find(".chip .edit").TextContent);
    }

    [Fact]
    public async Task An_id_of_a_prediction_opens_it_and_any_other_is_looked_for_among_the_transactions()
    {
        var kept = await KeepAsync(transactionId: "tx-1");
        Navigation.NavigateTo("/history?label=fraud");
        var page = await OpenAsync();

        await FindAsync(page, "tx-1");
        await page.WaitForAssertionAsync(() => Assert.Single(Cells(page)));
        Assert.EndsWith("/history?transaction_id=tx-1", Navigation.Uri, StringComparison.Ordinal);

        await FindAsync(page, $" #{kept.Id} ");
        Assert.EndsWith($"/history/{kept.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    private static async Task FindAsync(IRenderedComponent<HistoryPage> page, string id)
    {
        await page.ChangeAsync(".search input", id);
        await page.SubmitAsync(".search");
    }
}
