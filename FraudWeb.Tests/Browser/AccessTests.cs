using System.Diagnostics;
using System.Net;
using FraudWeb.Core.Access;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

/// <summary>Signing in, and what happens to live pages when somebody may do less.</summary>
[Collection(BrowserCollection.Name)]
public class AccessTests(Chromium chromium)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [ChromiumFact, Trait("Requirement", "WB10")]
    public async Task A_newcomer_signs_in_chooses_a_password_sets_up_a_second_factor_and_comes_back_with_it()
    {
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Admin__Password"] = "", ["FraudWeb__Admin__Email"] = "ann@example.com" });
        await server.WroteAsync("one-time password");
        var printed = server.Output.Split("one-time password ")[1].Split('\n')[0].Trim();
        var page = await chromium.OpenAsync(server, person: null, "/history");
        var sockets = 0;
        page.WebSocket += (_, _) => sockets++;
        await SignInAsync(page, "ann@example.com", printed);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Choose a password" })).ToBeVisibleAsync();
        Assert.Equal(0, sockets);
        await page.Locator("[name=NewPassword]").FillAsync("yellow heron bridge slope");
        await page.Locator("[name=Repeated]").FillAsync("yellow heron bridge slope");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save password" }).ClickAsync();
        await Chromium.LiveAsync(page);

        await page.GotoAsync("/account/second-factor");
        await page.Locator("[name=CurrentPassword]").FillAsync("yellow heron bridge slope");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByText("Enter the secret instead").ClickAsync();
        var secret = (await page.Locator(".secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.Locator("[name=Code]").FillAsync(TotpCodes.CodeAt(secret, TimeProvider.System.GetUtcNow()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on the second factor" }).ClickAsync();
        await Expect(page.GetByText("The second factor is on.")).ToBeVisibleAsync();
        var recovery = await page.Locator(".codes li").First.InnerTextAsync();

        await page.GotoAsync("/account");
        await page.Locator("details.user summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();

        await page.GotoAsync("/history");
        await SignInAsync(page, "ann@example.com", "yellow heron bridge slope");
        await page.Locator("[name=Code]").FillAsync(recovery);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "History" })).ToBeVisibleAsync();
    }

    [ChromiumFact, Trait("Requirement", "AU6")]
    public async Task A_live_page_ends_within_five_seconds_of_its_session()
    {
        await using var server = await FraudWebServer.StartAsync();
        using var cli = new CliProcess();
        var page = await chromium.OpenAsync(server, "/dashboard");
        await Chromium.LiveAsync(page);

        var ended = await cli.RunAsync(
            "reset-user", "--email", FraudWebServer.AdminEmail, $"--FraudWeb:DataDirectory={server.DataDirectory}");
        var watch = Stopwatch.StartNew();
        Assert.True(ended.ExitCode == 0, ended.Error);
        await page.WaitForURLAsync("**/sign-in?**", new() { WaitUntil = WaitUntilState.Commit });

        Assert.True(watch.Elapsed < Promised, $"{watch.Elapsed}");
    }

    [ChromiumFact, Trait("Requirement", "AU6"), Trait("Requirement", "AZ2")]
    public async Task A_click_after_the_session_has_ended_does_nothing()
    {
        await using var server = await FraudWebServer.StartAsync();
        var (id, page) = await AboutToLabelAsync(server);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save label" })).ToBeEnabledAsync();

        await ExecuteAsync(server, "DELETE FROM sessions");
        await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System); // what is looked up may be a second old
        await page.EvaluateAsync("document.querySelector('form .save button')?.click()");
        await page.WaitForURLAsync("**/sign-in?**", new() { WaitUntil = WaitUntilState.Commit });

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await server.GetAsync($"api/predictions/{id}")).GetProperty("label").ValueKind);
    }

    [ChromiumFact, Trait("Requirement", "AZ2")]
    public async Task A_button_whose_right_has_gone_refuses_in_its_handler()
    {
        await using var server = await FraudWebServer.StartAsync();
        var (id, page) = await AboutToLabelAsync(server);

        // Behind the program's back, so that the page is still there: what it can call is what counts.
        await ExecuteAsync(server, "UPDATE accounts SET role = 0");
        await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save label" }).ClickAsync();

        await Expect(page.GetByText("Your role is analyst, but this needs the reviewer role.")).ToBeVisibleAsync();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await server.GetAsync($"api/predictions/{id}")).GetProperty("label").ValueKind);
        await server.WroteAsync("authz_fail");
    }

    [ChromiumFact, Trait("Requirement", "AU7")]
    public async Task A_hand_on_a_live_page_uses_the_session_and_what_the_page_does_by_itself_does_not()
    {
        await using var server = await FraudWebServer.StartAsync();
        await server.PredictAsync(ApiCalls.Transaction());
        var page = await chromium.OpenAsync(server, "/dashboard");
        await Expect(page.Locator(".apexcharts-svg")).ToHaveCountAsync(5);
        var longAgo = TimeProvider.System.GetUtcNow().AddMinutes(-50).ToUnixTimeMilliseconds();
        await ExecuteAsync(server, $"UPDATE sessions SET last_seen_at = {longAgo}");
        await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System); // what is looked up may be a second old

        // The dashboard draws itself anew with every prediction.
        for (var count = 2; count <= 4; count++)
        {
            await server.PredictAsync(ApiCalls.Transaction());
            await Expect(page.Locator(".tile .figure").First).ToHaveTextAsync($"{count}");
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        Assert.Equal(longAgo, await LastSeenAsync(server));
        await page.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() + 60000; }");
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Shift"), "**/session");
        for (var tries = 0; await LastSeenAsync(server) == longAgo; tries++)
        {
            Assert.True(tries < 300, "the session was not used");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    [ChromiumFact, Trait("Requirement", "WB7")]
    public async Task A_form_whose_button_is_pressed_twice_is_sent_once()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server, "/settings/keys");
        await page.GetByLabel("Purpose").FillAsync("Checkout");
        await page.Locator("form", new() { Has = page.GetByLabel("Purpose") }).GetByLabel("Your password")
            .FillAsync(FraudWebServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key", Exact = true }).DblClickAsync();

        await Expect(page.Locator(".once")).ToContainTextAsync("The key Checkout");
        await page.GotoAsync("/settings/keys");
        await Expect(page.Locator(".entries strong", new() { HasText = "Checkout" })).ToHaveCountAsync(1);
    }

    [ChromiumFact, Trait("Requirement", "WB5")]
    public async Task The_sign_in_page_opens_no_live_connection()
    {
        await using var server = await FraudWebServer.StartAsync();
        var page = await chromium.OpenAsync(server, person: null, "/sign-in");
        var sockets = 0;
        var asked = new List<string>();
        page.WebSocket += (_, _) => sockets++;
        page.Request += (_, request) => asked.Add(request.Url);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal(0, sockets);
        Assert.DoesNotContain(asked, url => url.Contains("/_blazor", StringComparison.Ordinal));
    }

    [ChromiumFact, Trait("Requirement", "WB6")]
    public async Task One_person_can_have_only_so_many_live_pages_and_is_told_so()
    {
        await using var server = await FraudWebServer.StartAsync(new Dictionary<string, string> { ["FraudWeb__Session__MaxPages"] = "3" });
        var first = await chromium.OpenAsync(server, "/");
        await Chromium.LiveAsync(first);
        for (var i = 0; i < 2; i++)
        {
            var more = await first.Context.NewPageAsync();
            await more.GotoAsync("/");
            await Chromium.LiveAsync(more);
        }

        var tooMany = await first.Context.NewPageAsync();
        var answer = await tooMany.GotoAsync("/");
        Assert.Equal((int)HttpStatusCode.TooManyRequests, answer!.Status);
        await Expect(tooMany.GetByText("3 pages open")).ToBeVisibleAsync();

        await first.CloseAsync();
        await Expect(tooMany.GetByRole(AriaRole.Link, new() { Name = "Try again" })).ToBeVisibleAsync();
        for (var waited = 0; (await tooMany.GotoAsync("/"))!.Status != 200; waited++)
        {
            Assert.True(waited < 100, "no page was given back");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    [ChromiumFact]
    public async Task The_pages_of_access_are_accessible_and_fit_in_light_and_dark_on_desk_and_phone()
    {
        await using var server = await FraudWebServer.StartAsync();
        foreach (var (width, dark) in Chromium.Views)
        {
            var stranger = await chromium.OpenAsync(server, person: null, "/sign-in", width, dark: dark);
            await LookAsync(stranger);
            await stranger.Context.CloseAsync();
            var page = await chromium.OpenAsync(server, "/account", width, dark: dark);
            foreach (var path in (string[])[
                "/account", "/account/password", "/account/second-factor", "/settings/users", "/settings/keys", "/settings/audit"])
            {
                await page.GotoAsync(path);
                await LookAsync(page);
            }
        }

        static async Task LookAsync(IPage page)
        {
            await Chromium.AccessibleAsync(page);
            await Chromium.FitsAsync(page);
        }
    }

    [ChromiumFact, Trait("Requirement", "WB7")]
    public async Task Five_clicks_before_the_answer_have_one_effect_and_a_choice_that_is_not_offered_none()
    {
        await using var server = await FraudWebServer.StartAsync();
        var (_, page) = await AboutToLabelAsync(server);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save label" })).ToBeEnabledAsync();
        await page.EvaluateAsync(
            "() => { const button = document.querySelector('form .save button'); for (let i = 0; i < 5; i++) button.click(); }");
        await Expect(page.GetByText("Saved as fraud.")).ToBeVisibleAsync();
        await Expect(page.Locator(".timeline li")).ToHaveCountAsync(2);

        await page.GotoAsync("/");
        await Chromium.LiveAsync(page);
        await page.Locator("select").EvaluateAsync("""
            select => {
              select.add(new Option('Weapons', 'Weapons'));
              select.value = 'Weapons';
              select.dispatchEvent(new Event('change', { bubbles: true }));
            }
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await Expect(page.GetByText("another value")).ToBeVisibleAsync();
        Assert.Single((await server.GetAsync("api/predictions")).GetProperty("data").EnumerateArray());
    }

    // A prediction whose label is chosen and not saved yet.
    private async Task<(string? Id, IPage Page)> AboutToLabelAsync(FraudWebServer server)
    {
        var id = (await server.PredictAsync(ApiCalls.Transaction())).GetProperty("prediction_id").GetString();
        var page = await chromium.OpenAsync(server, $"/history/{id}?tab=label");
        await Chromium.LiveAsync(page);
        await page.GetByRole(AriaRole.Radio).First.CheckAsync();
        return (id, page);
    }

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task<long> LastSeenAsync(FraudWebServer server)
    {
        await using var connection =
            new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "fraudweb.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(last_seen_at) FROM sessions";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(FraudWebServer server, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "fraudweb.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
