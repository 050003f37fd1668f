using FraudWeb.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public class DemoTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_fresh_install_offers_a_month_to_look_at()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(page);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Load the demo history" })).ToBeVisibleAsync();

        await page.GotoAsync("/dashboard");
        await Chromium.LiveAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Load the demo history" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("range=30d"));
        // Whole days, so a part of the first one is outside.
        await Expect(page.Locator("body")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"(19|20),\d{3}"));
        await Chromium.AccessibleAsync(page);
        await page.GotoAsync("/history?label=fraud");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("demo-");
    }
}
