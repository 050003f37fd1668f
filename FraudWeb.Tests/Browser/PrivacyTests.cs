using System.Text.Json;
using FraudWeb.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public class PrivacyTests(Chromium chromium)
{
    [ChromiumFact, Trait("Requirement", "DP2"), Trait("Requirement", "DP3"), Trait("Requirement", "DP4")]
    public async Task A_decision_is_contested_and_decided_and_the_persons_data_downloaded_held_and_erased()
    {
        await using var server = await FraudWebServer.StartAsync();
        var made = await server.PredictAsync(ApiCalls.Transaction(("transaction_id", "needle-4711")));
        var id = made.GetProperty("prediction_id").GetString();
        using var reviewer = await ReviewerAsync(server);

        // Taken down by one, decided by another
        var page = await chromium.OpenAsync(server, () => Task.FromResult(reviewer), $"/history/{id}?tab=contest");
        await Chromium.LiveAsync(page);
        await page.GetByLabel("Statement of the person concerned").FillAsync("It was my own card.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record contest" }).ClickAsync();
        await Expect(page.GetByText("another reviewer must decide it")).ToBeVisibleAsync();
        page = await chromium.OpenAsync(server, "/review");
        await Chromium.LiveAsync(page);
        await Expect(page.GetByText("1 contested decision waits")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "needle-4711" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "decline" }).CheckAsync();
        await page.GetByLabel("Reason, for the person concerned").FillAsync("The shop says otherwise.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save decision" }).ClickAsync();
        await Expect(page.GetByText("A person decided")).ToBeVisibleAsync();

        // Told, held, erased
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Privacy" }).ClickAsync();
        await Chromium.LiveAsync(page);
        await page.GetByLabel("Transaction id, or # followed by the id of a prediction").FillAsync("needle-4711");
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        var record = JsonElement.Parse(await File.ReadAllTextAsync(await download.PathAsync())).GetProperty("predictions")[0];
        Assert.Equal(("The shop says otherwise.", "decline"), (record.GetProperty("contests")[0].GetProperty("reason").GetString(),
            record.GetProperty("contests")[0].GetProperty("outcome").GetString()));

        await page.GetByLabel("Transaction id", new() { Exact = true }).FillAsync("needle-4711");
        await page.GetByLabel("Reason and expected end").FillAsync("case 12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set legal hold" }).ClickAsync();
        await Expect(page.GetByText("The legal hold was set.")).ToBeVisibleAsync();
        await page.GetByLabel("Transaction ids, one per line").FillAsync("needle-4711");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find stored data" }).ClickAsync();
        await Expect(page.GetByText("Data under legal hold can't be erased.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Lift" }).ClickAsync();
        await Expect(page.GetByText("Nothing is under legal hold.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find stored data" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase 1 prediction…" }).ClickAsync();
        await page.GetByLabel("Your password").FillAsync(FraudWebServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase permanently" }).ClickAsync();
        await Expect(page.GetByText("Erased 1 prediction, 1 contest.")).ToBeVisibleAsync();

        await page.GotoAsync($"/history/{id}");
        await Expect(page.GetByText("There is no such prediction")).ToBeVisibleAsync();
        var search = new System.Diagnostics.ProcessStartInfo("grep", ["-rlF", "needle-4711", server.DataDirectory])
        {
            RedirectStandardOutput = true,
        };
        using var grep = System.Diagnostics.Process.Start(search)!;
        Assert.Equal("", await grep.StandardOutput.ReadToEndAsync());
        Assert.DoesNotContain("needle-4711", server.Output, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Every_view_is_accessible_and_fits_in_light_and_dark_on_desk_and_phone()
    {
        await using var server = await FraudWebServer.StartAsync();
        using var reviewer = await ReviewerAsync(server);
        var made = await server.PredictAsync(ApiCalls.Transaction(("transaction_id", new string('x', 64))));
        var contest = $"/history/{made.GetProperty("prediction_id").GetString()}?tab=contest";
        await OpenContestAsync();

        foreach (var (width, dark) in Chromium.Views)
        {
            var page = await chromium.OpenAsync(server, "/review", width, dark: dark);
            await LooksGoodAsync(page);
            await page.GotoAsync(contest);
            await LooksGoodAsync(page);
            await page.GotoAsync("/settings/privacy");
            await Chromium.LiveAsync(page);
            if (await page.GetByRole(AriaRole.Button, new() { Name = "Lift" }).CountAsync() == 0)
            {
                await page.GetByLabel("Transaction id", new() { Exact = true }).FillAsync(new string('y', 64));
                await page.GetByLabel("Reason and expected end").FillAsync("case 12");
                await page.GetByRole(AriaRole.Button, new() { Name = "Set legal hold" }).ClickAsync();
                await Expect(page.GetByText("The legal hold was set.")).ToBeVisibleAsync();
            }

            await page.GetByLabel("Transaction ids, one per line").FillAsync(new string('x', 64) + "\nnobody's");
            await page.GetByRole(AriaRole.Button, new() { Name = "Find stored data" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Erase 1 prediction…" })).ToBeVisibleAsync();
            await LooksGoodAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "Erase 1 prediction…" }).ClickAsync();
            await Expect(page.GetByLabel("Your password")).ToBeVisibleAsync();
            await LooksGoodAsync(page);
            await page.Context.CloseAsync();
        }

        async Task OpenContestAsync()
        {
            var page = await chromium.OpenAsync(server, () => Task.FromResult(reviewer), contest);
            await LooksGoodAsync(page);
            await page.GetByLabel("Statement of the person concerned").FillAsync(new string('z', 400));
            await page.GetByRole(AriaRole.Button, new() { Name = "Record contest" }).ClickAsync();
            await Expect(page.GetByText("another reviewer must decide it")).ToBeVisibleAsync();
            await LooksGoodAsync(page);
        }
    }

    private static async Task LooksGoodAsync(IPage page)
    {
        await Chromium.LiveAsync(page);
        await Chromium.FitsAsync(page);
        await Chromium.AccessibleAsync(page);
    }

    private static async Task<PersonClient> ReviewerAsync(FraudWebServer server)
    {
        using var cli = new CliProcess();
        var made = await cli.RunAsync(
            "create-user", "--email", "reviewer@example.com", "--role", "reviewer", $"--FraudWeb:DataDirectory={server.DataDirectory}");
        Assert.True(made.ExitCode == 0, made.Error);
        var person = new PersonClient(server.Address);
        Assert.True(await person.SignInAsync("reviewer@example.com", made.Output.Trim()), "the reviewer can't sign in");
        using var chosen = await person.SubmitAsync(
            "account/password", "choose", ("NewPassword", "yellow heron bridge slope"), ("Repeated", "yellow heron bridge slope"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, chosen.StatusCode);
        return person;
    }
}
