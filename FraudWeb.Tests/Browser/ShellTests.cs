using FraudWeb.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public class ShellTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Every_page_is_live_and_accessible_in_light_and_dark_on_desk_and_phone()
    {
        await using var server = await FraudWebServer.StartAsync();

        foreach (var (width, dark) in Chromium.Views)
        {
            var page = await chromium.OpenAsync(server, "/", width, dark: dark);
            foreach (var path in (string[])["/", "/history", "/dashboard"])
            {
                await page.GotoAsync(path);
                await Chromium.LiveAsync(page);
                await Chromium.AccessibleAsync(page);
            }

            await page.Context.CloseAsync();
        }
    }

    [ChromiumFact]
    public async Task The_chosen_theme_is_there_after_a_reload()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server);

        await page.Locator("[data-theme-switch]").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(18, 20, 24)");
    }

    [ChromiumFact]
    public async Task A_page_comes_back_to_life_after_the_server_was_killed()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(page);

        await server.KillAsync();
        await Expect(page.Locator("#reconnect-title")).ToBeVisibleAsync();
        await server.RestartAsync();

        await Expect(page.Locator("#reconnect-title")).ToBeHiddenAsync();
        await Chromium.LiveAsync(page);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Dashboard", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Dashboard");
    }
}
