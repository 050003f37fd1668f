using FraudWeb.Tests.Dashboard;
using FraudWeb.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public class DashboardTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_prediction_over_HTTP_is_on_an_open_dashboard_without_a_reload()
    {
        await using var server = await FraudWebServer.StartAsync();
        await server.PredictAsync(ApiCalls.Transaction());
        var page = await chromium.OpenAsync(server, "/dashboard");
        await Expect(Figure(page)).ToHaveTextAsync("1");
        await page.EvaluateAsync("() => window.sameDocument = true");

        for (var count = 2; count <= 3; count++)
        {
            await server.PredictAsync(ApiCalls.Transaction());
            await Expect(Figure(page)).ToHaveTextAsync($"{count}");
        }

        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument"));
    }

    [ChromiumFact]
    public async Task The_dashboard_is_accessible_in_both_themes_and_fits_a_phone()
    {
        await using var server = await WithPredictionsAsync();
        foreach (var (width, dark) in Chromium.Views)
        {
            var page = await chromium.OpenAsync(server, "/dashboard?range=7d", width, dark: dark);
            await Expect(page.Locator(".apexcharts-svg")).ToHaveCountAsync(5);
            await page.GetByText("From … to").ClickAsync();
            await page.GetByText("As a table").First.ClickAsync();

            await Chromium.FitsAsync(page);
            await Chromium.AccessibleAsync(page);
            Assert.Empty(chromium.Refused);
            await page.Context.CloseAsync();
        }
    }

    [ChromiumFact]
    public async Task A_bar_opens_its_rows_and_back_finds_the_dashboard_as_it_was_left()
    {
        await using var server = await WithPredictionsAsync();
        var page = await chromium.OpenAsync(server, "/dashboard?range=24h");
        await Expect(page.Locator(".apexcharts-svg")).ToHaveCountAsync(5);
        await page.GetByText("Linear").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("range=24h&scale=linear$"));

        await page.Locator(".half .apexcharts-bar-area").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/history\\?.*field\\.merchant_category=Travel"));

        await page.GoBackAsync();
        await Expect(page.GetByLabel("Linear")).ToBeCheckedAsync();
    }

    [ChromiumFact]
    public async Task New_figures_change_the_charts_in_place()
    {
        await using var server = await WithPredictionsAsync();
        var page = await chromium.OpenAsync(server, "/dashboard?range=24h");
        await Expect(page.Locator(".apexcharts-svg")).ToHaveCountAsync(5);
        await page.EvaluateAsync("""
            () => {
              const Chart = globalThis.ApexCharts;
              globalThis.drawnAnew = 0;
              globalThis.ApexCharts = class extends Chart { constructor(...all) { super(...all); drawnAnew++; } };
            }
            """);

        await server.PredictAsync(ApiCalls.Transaction());
        await Expect(Figure(page)).ToHaveTextAsync("9");

        // While somebody reads a chart its tooltip stays, and the new figures come when the pointer leaves.
        var scores = page.Locator(".wide .chart-canvas").Nth(1);
        var tooltip = scores.Locator(".apexcharts-tooltip.apexcharts-active");
        await scores.HoverAsync();
        await Expect(tooltip).ToBeVisibleAsync();
        await server.PredictAsync(ApiCalls.Transaction());
        await Expect(Figure(page)).ToHaveTextAsync("10");
        await Expect(tooltip).ToBeVisibleAsync();
        await page.Mouse.MoveAsync(0, 0);
        await Expect(tooltip).ToHaveCountAsync(0);

        Assert.Equal(0, await page.EvaluateAsync<int>("() => drawnAnew"));
    }

    [ChromiumFact]
    public async Task A_key_changes_the_range()
    {
        await using var server = await WithPredictionsAsync();
        var page = await chromium.OpenAsync(server, "/dashboard");
        await Expect(page.Locator(".apexcharts-svg")).ToHaveCountAsync(5);

        await page.Keyboard.PressAsync("3");

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/dashboard\\?range=30d$"));
        await Expect(page.Locator(".named [aria-current]")).ToHaveTextAsync("30d");
        await Expect(Figure(page)).ToHaveTextAsync("8");
    }

    private static ILocator Figure(IPage page) => page.Locator(".tile .figure").First;

    private static async Task<FraudWebServer> WithPredictionsAsync()
    {
        var server = await FraudWebServer.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await server.PredictAsync(ApiCalls.Transaction());
            await server.PredictAsync(ApiCalls.Transaction(
                ("transaction_hour", 3), ("merchant_category", "Travel"), ("foreign_transaction", 1), ("location_mismatch", 1),
                    ("device_trust_score", 5), ("velocity_last_24h", 12)));
        }

        return server;
    }
}
