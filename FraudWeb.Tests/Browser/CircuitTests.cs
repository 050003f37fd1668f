using FraudWeb.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Browser;

[Collection(BrowserCollection.Name)]
public class CircuitTests(Chromium chromium)
{
    [ChromiumFact, Trait("Requirement", "LC5")]
    public async Task A_page_that_fails_is_logged_once_and_others_go_on()
    {
        await using var server = await FraudWebServer.StartAsync(Sabotage.Settings);
        await server.PredictAsync(ApiCalls.Transaction(("transaction_id", "kept")));
        var other = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(other);
        var page = await chromium.OpenAsync(server, "/history");
        await Chromium.LiveAsync(page);

        Sabotage.BreakClock(server);
        await page.EvaluateAsync("Blazor.navigateTo('/history?label=none')");
        await server.WroteAsync(Sabotage.ClockFault);
        Sabotage.MendClock(server);

        await other.EvaluateAsync("Blazor.navigateTo('/history?transaction_id=kept')");
        await Expect(other.Locator(".chip")).ToContainTextAsync("kept");
        await Expect(other.Locator("tbody tr")).ToHaveCountAsync(1);
        await server.PredictAsync(ApiCalls.Transaction());
        Assert.Equal(1, Sabotage.Times(Sabotage.ClockFault, server));
    }
}
