using System.Net.Http.Json;
using System.Text.Json;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

public class ServerTests
{
    [Fact]
    public async Task The_program_starts_and_says_that_it_is_healthy()
    {
        await using var server = await FraudWebServer.StartAsync();

        var health = await server.Http.GetFromJsonAsync<JsonElement>("health");

        Assert.Equal("healthy", health.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Style_sheets_and_scripts_are_served_with_their_content()
    {
        await using var server = await FraudWebServer.StartAsync();

        foreach (var path in (string[])[
            "css/app.css", "js/shell.js", "lib/apexcharts/apexcharts.min.js", "_framework/blazor.web.js", "FraudWeb.styles.css"])
        {
            Assert.True((await server.Http.GetStringAsync(path)).Length > 100, $"{path} is empty");
        }
    }
}
