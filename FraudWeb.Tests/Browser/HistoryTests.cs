using System.Text.Json;
using FraudWeb.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public class HistoryTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_prediction_is_found_filtered_opened_labelled_and_replayed()
    {
        await using var server = await FraudWebServer.StartAsync();
        var made = await server.PredictAsync(ApiCalls.Transaction(("transaction_id", "needle"), ("amount", 1234.5)));
        for (var i = 0; i < 60; i++)
        {
            await server.PredictAsync(ApiCalls.Transaction(("transaction_id", $"hay-{i}"), ("merchant_category", "Food")));
        }

        var page = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(page);
        await Expect(page.GetByText("61 predictions")).ToBeVisibleAsync();

        // By what it was
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await Expect(page.Locator(".panel input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("amount");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("At least (USD)").FillAsync("1000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(server.Address, "history?field.amount=1000..").ToString());
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GoBackAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);

        // By its id
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByPlaceholder("Find an id")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("needle");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "needle" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What made it" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Label and notes" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "fraud" }).CheckAsync();
        await page.GetByLabel("Note, if there is something to say").FillAsync("The card was stolen.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save label" }).ClickAsync();
        await Expect(page.GetByText("Saved as fraud.")).ToBeVisibleAsync();
        await Expect(page.Locator("blockquote")).ToHaveTextAsync("The card was stolen.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Replay" }).ClickAsync();
        await Expect(page.GetByText("the same 64 bits")).ToBeVisibleAsync();

        var kept = await server.GetAsync($"api/predictions/{made.GetProperty("prediction_id").GetString()}");
        Assert.Equal("fraud", kept.GetProperty("label").GetString());
    }

    [ChromiumFact]
    public async Task What_is_kept_elsewhere_is_announced_without_a_reload()
    {
        await using var server = await FraudWebServer.StartAsync();
        await server.PredictAsync(ApiCalls.Transaction(("transaction_id", "first")));
        var page = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(page);
        await Expect(page.GetByText("1 prediction", new() { Exact = true })).ToBeVisibleAsync();

        for (var count = 1; count <= 2; count++)
        {
            await server.PredictAsync(ApiCalls.Transaction(("transaction_id", $"new-{count}")));
            await Expect(page.Locator(".pill")).ToHaveTextAsync(count == 1 ? "1 new prediction" : $"{count} new predictions");
        }

        await page.Locator(".pill").ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("new-2");
    }

    [ChromiumFact, Trait("Requirement", "WB1")]
    public async Task Text_from_outside_runs_nothing_and_shows_as_it_is()
    {
        const string Script = "<script>window.stolen=1</script>";
        const string Image = "\"><img src=x onerror=window.stolen=1>";
        await using var server = await FraudWebServer.StartAsync();
        var made = new List<JsonElement>();
        foreach (var id in (string[])[Script, Image, "javascript:window.stolen=1", "\u202Egnp.exe"])
        {
            made.Add(await server.PredictAsync(ApiCalls.Transaction(("transaction_id", id))));
        }

        var path = made[1].GetProperty("prediction_id").GetString();
        using (var label = await server.Http.PutAsync(
            $"api/predictions/{path}/label", JsonContent(new { label = "fraud", note = Script + Image + "\u202E" })))
        {
            label.EnsureSuccessStatusCode();
        }

        var page = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(page);
        await Expect(page.Locator("tbody a")).ToHaveTextAsync(["[U+202E]gnp.exe", "javascript:window.stolen=1", Image, Script]);
        await page.GotoAsync($"/history?transaction_id={Uri.EscapeDataString(Image)}");
        await Chromium.LiveAsync(page);
        await Expect(page.Locator(".chip")).ToContainTextAsync(Image);
        foreach (var tab in (string[])["reasons", "inputs", "label", "contest", "replay", "json"])
        {
            await page.GotoAsync($"/history/{path}?tab={tab}");
            await Chromium.LiveAsync(page);
            await Expect(page.Locator(".transaction")).ToContainTextAsync(Image);
            await Expect(page.Locator("[onerror]")).ToHaveCountAsync(0);
            Assert.Null(await page.EvaluateAsync<int?>("window.stolen"));
        }

        await page.GotoAsync($"/history/{path}?tab=label");
        await Expect(page.Locator("blockquote")).ToHaveTextAsync(Script + Image + "[U+202E]");
    }

    [ChromiumFact]
    public async Task Every_view_is_accessible_and_fits_in_light_and_dark_on_desk_and_phone()
    {
        await using var server = await FraudWebServer.StartAsync();
        var made = await server.PredictAsync(ApiCalls.Transaction(("transaction_id", new string('x', 64))));
        var id = made.GetProperty("prediction_id").GetString();
        using (var label = await server.Http.PutAsync(
            $"api/predictions/{id}/label", JsonContent(new { label = "legitimate", note = new string('y', 300) })))
        {
            label.EnsureSuccessStatusCode();
        }

        foreach (var (width, dark) in Chromium.Views)
        {
            var page = await chromium.OpenAsync(server, "/history?label=legitimate", width, dark: dark);
            await Chromium.LiveAsync(page);
            await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
            await Chromium.FitsAsync(page);
            await Chromium.AccessibleAsync(page);

            foreach (var topic in (string[])["Time", "Risk", "Amount"])
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
                await Expect(page.Locator(".panel input")).ToBeFocusedAsync();
                await page.Keyboard.TypeAsync(topic);
                await page.Keyboard.PressAsync("Enter");
                await Expect(page.Locator(".panel .head h2")).ToHaveTextAsync(topic);
                await Expect(page.Locator(".panel :focus")).ToHaveCountAsync(1);
                await Chromium.FitsAsync(page);
                await Chromium.AccessibleAsync(page);
                await page.Keyboard.PressAsync("Escape");
                await Expect(page.Locator(".panel")).ToHaveCountAsync(0);
                await Expect(page.Locator(".add button")).ToBeFocusedAsync();
            }

            foreach (
                var path in (string[])["/history?label=fraud", $"/history/{id}", $"/history/{id}?tab=inputs", $"/history/{id}?tab=label",
                $"/history/{id}?tab=contest", $"/history/{id}?tab=replay", $"/history/{id}?tab=json", "/history/none"])
            {
                await page.GotoAsync(path);
                await Chromium.LiveAsync(page);
                await Chromium.FitsAsync(page);
                await Chromium.AccessibleAsync(page);
            }

            await page.Context.CloseAsync();
        }
    }

    private static StringContent JsonContent(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
