using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Trait("Requirement", "LC3")]
public class StartTests
{
    [Theory]
    [InlineData("FraudWeb__Policy__Threshold", "1.5", "a number from 0 to 1")]
    [InlineData("FraudWeb__DataDirectory", "/dev/null/data", "FraudWeb:DataDirectory")]
    [InlineData("FraudWeb__Model", "/dev/null", "FraudWeb:Model")]
    [InlineData("FraudWeb__Schema", "/dev/null", "FraudWeb:Schema")]
    public async Task A_bad_setting_stops_the_start_and_is_named(string variable, string value, string told)
    {
        var output = await RefusedAsync(new Dictionary<string, string> { [variable] = value });

        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Contains(value, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_needs_a_certificate_and_has_none_is_named()
    {
        var (code, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "https://127.0.0.1:5999",
            ["Kestrel__Certificates__Default__Path"] = "/nowhere/x.pfx",
        });

        Assert.Equal(1, code);
        Assert.Contains("urls: is 'https://127.0.0.1:5999'", output, StringComparison.Ordinal);
        Assert.Contains("/nowhere/x.pfx", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_stops_the_start_and_is_named()
    {
        await using var first = await FraudWebServer.StartAsync();
        var output = await RefusedAsync([], first.Address);

        Assert.Contains($"urls: is '{first.Address}'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_says_where_the_server_can_be_reached()
    {
        await using var server = await FraudWebServer.StartAsync();

        await server.WroteAsync(server.Address.ToString().TrimEnd('/'));
        Assert.True(File.Exists(Path.Combine(server.DataDirectory, "fraudweb.db")));
    }

    private static async Task<string> RefusedAsync(Dictionary<string, string> settings, Uri? address = null)
    {
        var (code, output) = await FraudWebServer.FailToStartAsync(settings, address);
        Assert.Equal(1, code);
        return output;
    }
}
