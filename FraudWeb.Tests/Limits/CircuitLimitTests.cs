using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Limits;

[Trait("Requirement", "WB6")]
public class CircuitLimitTests
{
    private const int MaxPages = 20;

    [Fact]
    public async Task A_person_who_starts_and_drops_pages_does_not_push_out_a_colleagues()
    {
        await using var server = await FraudWebServer.StartAsync();
        var colleague = await server.CookieAsync();
        string secret;
        using (var page = (await BlazorConnection.OpenAsync(server, colleague))!)
        {
            secret = (await page.StartCircuitAsync())!;
            Assert.NotNull(secret);
        }

        using var cli = new CliProcess();
        var made = await cli.RunAsync(
            "create-user", "--email", "busy@example.com", "--role", "analyst", $"--FraudWeb:DataDirectory={server.DataDirectory}");
        using var busy = new PersonClient(server.Address);
        Assert.True(await busy.SignInAsync("busy@example.com", made.Output.Trim()));
        using var chosen = await busy.SubmitAsync(
            "account/password", "choose", ("NewPassword", "yellow heron bridge slope"), ("Repeated", "yellow heron bridge slope"));
        var started = 0;
        for (var i = 0; i < 150; i++)
        {
            using var page = await BlazorConnection.OpenAsync(server, busy.Session!.ToString());
            started += page is not null && await page.StartCircuitAsync() is not null ? 1 : 0;
        }

        Assert.InRange(started, 1, 2 * MaxPages);
        using var again = (await BlazorConnection.OpenAsync(server, colleague))!;
        Assert.True(await again.ConnectCircuitAsync(secret), "the colleague's page is gone");
    }

    [Fact]
    public async Task Live_pages_count_whatever_connects_them_and_a_closed_one_makes_room()
    {
        const int Limit = 3;
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Session__MaxPages"] = $"{Limit}" });
        var administrator = await server.AdministratorAsync();

        // Over long polling a request lasts only a moment, so counting requests would limit nothing.
        var polls = new List<LongPolling>();
        for (var i = 0; i < Limit + 2; i++)
        {
            polls.Add(await LongPolling.OpenAsync(administrator.Http, server.Address));
        }

        var started = await Task.WhenAll(polls.Select(poll => poll.StartCircuitAsync()));
        Assert.Equal(Limit, started.Count(isStarted => isStarted));

        await Task.WhenAll(polls.Select(poll => poll.CloseAsync()));
        var isAgain = false;
        for (var tries = 0; !isAgain; tries++)
        {
            Assert.True(tries < 100, "no room was given back");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            using var page = await BlazorConnection.OpenAsync(server, await server.CookieAsync());
            isAgain = page is not null && await page.StartCircuitAsync() is not null;
        }
    }
}
