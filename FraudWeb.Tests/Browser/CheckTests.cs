using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public partial class CheckTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task An_analyst_checks_a_transaction_by_keyboard_asks_what_if_and_keeps_it()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server);
        await Chromium.LiveAsync(page);

        // The first field has the focus, and Tab leads through the others.
        await Expect(page.GetByLabel("Amount", new() { Exact = true })).ToBeFocusedAsync();
        await TypeAsync(page, "812.40", "Tab", "3", "Tab", "Tr", "Tab", "ArrowRight", "Tab", "ArrowRight", "Tab", "7", "Tab", "9", "Tab",
            "44", "Enter");

        var score = page.Locator(".result .score");
        await Expect(score).ToHaveTextAsync(Percentage());
        await Expect(page.Locator(".result .reasons li").First).ToContainTextAsync("the odds");
        await Expect(page.Locator(".result")).ToContainTextAsync("saved as");
        var kept = await score.TextContentAsync();

        // The form, the API, and so batch and command line (SameBitsTests), agree to the last digit.
        var formed = (await server.GetAsync("api/predictions?source=form")).GetProperty("data")[0];
        var called = await server.PredictAsync(JsonNode.Parse(formed.GetProperty("inputs").GetRawText())!);
        Assert.Equal(formed.GetProperty("fraud_probability").GetRawText(), called.GetProperty("fraud_probability").GetRawText());

        // What if it came from a trusted device?
        await page.GetByLabel("Device trust", new() { Exact = true }).FillAsync("98");
        await Expect(page.Locator(".what-if")).ToContainTextAsync("points, not saved");
        await Expect(page.Locator(".what-if li")).ToHaveTextAsync(new Regex(@"Device trust 7 → 98 points"));
        await Expect(score).ToHaveTextAsync(kept!);
        await Expect(page.Locator(".last tbody tr")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Save as new check" }).ClickAsync();
        await Expect(page.Locator(".last tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".what-if")).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Alt+n");
        await Expect(page.GetByLabel("Amount", new() { Exact = true })).ToHaveValueAsync("");
        await Expect(page.GetByLabel("Amount", new() { Exact = true })).ToBeFocusedAsync();
    }

    [ChromiumFact, Trait("Requirement", "WB11")]
    public async Task A_draft_and_its_answer_survive_a_killed_server()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server);
        await Chromium.LiveAsync(page);
        await ExampleAsync(page, "A suspicious purchase");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await Expect(page.Locator(".result .score")).ToHaveTextAsync(Percentage());
        await page.GetByLabel("Cardholder age", new() { Exact = true }).FillAsync("9");
        await Expect(page.Locator(".result")).ToContainTextAsync("correct the invalid fields");

        await page.EvaluateAsync("window.isOld = true");
        await server.KillAsync();
        await server.RestartAsync();

        await Chromium.UntilAsync(page, "!window.isOld");
        await Chromium.LiveAsync(page);
        await Expect(page.Locator(".result .score")).ToHaveTextAsync(Percentage());
        await Expect(page.GetByLabel("Cardholder age", new() { Exact = true })).ToHaveValueAsync("9");
    }

    [ChromiumFact, Trait("Requirement", "WB11")]
    public async Task What_was_typed_while_the_connection_was_already_gone_is_not_lost()
    {
        await using var server = await FraudWebServer.StartAsync();
        await using var line = new CuttableLine(server.Address);
        var page = await chromium.OpenAsync(server, line.Address.ToString());
        await Chromium.LiveAsync(page);

        // Shown when the page's script is there too.
        await Expect(page.Locator(".result .empty")).ToBeVisibleAsync();

        line.Freeze();
        await page.GetByLabel("Amount", new() { Exact = true }).FillAsync("345");
        await page.GetByLabel("Merchant category").SelectOptionAsync("Travel");
        line.Cut();
        await Expect(page.Locator("#reconnect-title")).ToBeVisibleAsync();
        line.Mend();

        await Expect(page.Locator("#reconnect-title")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await Expect(page.Locator(".error")).ToHaveCountAsync(6);
        await Expect(page.GetByLabel("Amount", new() { Exact = true })).ToHaveValueAsync("345");
    }

    [ChromiumFact]
    public async Task Check_is_accessible_and_fits_in_every_state_in_light_and_dark_on_desk_and_phone()
    {
        await using var server = await FraudWebServer.StartAsync();
        foreach (var (width, dark) in Chromium.Views)
        {
            var page = await chromium.OpenAsync(server, "/", width, dark: dark);
            await Chromium.LiveAsync(page);

            await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
            await Expect(page.Locator(".error")).ToHaveCountAsync(8);
            await Chromium.FitsAsync(page);
            await Chromium.AccessibleAsync(page);

            await ExampleAsync(page, "A suspicious purchase");
            await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
            await Expect(page.Locator(".result .score")).ToBeVisibleAsync();
            foreach (var folded in await page.Locator(".result summary").AllAsync())
            {
                await folded.ClickAsync();
            }

            await page.GetByLabel("Amount", new() { Exact = true }).FillAsync("1");
            await Expect(page.Locator(".what-if")).ToBeVisibleAsync();
            await Chromium.FitsAsync(page);
            await Chromium.AccessibleAsync(page);

            await page.GetByRole(AriaRole.Button, new() { Name = "Paste JSON" }).ClickAsync();
            await page.Locator("#pasted").FillAsync("{}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Fill in the form" }).ClickAsync();
            await Expect(page.Locator("#pasted-errors li")).ToHaveCountAsync(8);
            await Chromium.FitsAsync(page);
            await Chromium.AccessibleAsync(page);
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("#pasted")).ToHaveCountAsync(0);
            await page.Context.CloseAsync();
        }
    }

    private static async Task ExampleAsync(IPage page, string name)
    {
        await page.GetByText("Examples", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Expect(page.GetByLabel("Amount", new() { Exact = true })).Not.ToHaveValueAsync("");
    }

    private static async Task TypeAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (key is "Tab" or "Enter" or "ArrowRight")
            {
                await page.Keyboard.PressAsync(key);
            }
            else
            {
                await page.Keyboard.TypeAsync(key);
            }
        }
    }

    [GeneratedRegex(@"\d%$")]
    private static partial Regex Percentage();
}
