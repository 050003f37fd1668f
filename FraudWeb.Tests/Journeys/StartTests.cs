using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Trait("Requirement", "LC3")]
public class StartTests
{
    [Theory]
    [InlineData("FraudWeb__Colour", "red", "FraudWeb:Colour")]
    [InlineData("FraudWeb__Policy__Treshold", "0.4", "FraudWeb:Policy:Treshold")]
    [InlineData("FraudWeb__Policy__Threshold", "1.5", "a number from 0 to 1")]
    [InlineData("FraudWeb__Policy__Threshold", "NaN", "a number from 0 to 1")]
    [InlineData("FraudWeb__Policy__MediumFrom", "0.9", "at most Policy:HighFrom")]
    [InlineData("FraudWeb__Api__MaxBatchItems", "0", "a whole number from 1")]
    [InlineData("FraudWeb__Api__RequireKey", "maybe", "true or false")]
    [InlineData("FraudWeb__Database__Provider", "Oracle", "Sqlite")]
    [InlineData("FraudWeb__Model", "/nowhere/x.fraudmodel", "the path of a file that exists")]
    [InlineData("FraudWeb__Schema", "/nowhere/x.json", "the path of a file that exists")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:5999", "http://0.0.0.0:5999")]
    [InlineData("ASPNETCORE_URLS", "http://*:5999", "this machine only")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "5999", "http_ports")]
    [InlineData("Kestrel__Endpoints__Web__Url", "http://10.0.0.1:5999", "Kestrel:Endpoints:Web:Url")]
    public async Task A_bad_setting_stops_the_start_and_is_named(string variable, string value, string told)
    {
        var (code, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string> { [variable] = value });

        Assert.Equal(1, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Contains(value, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_bad_settings_are_told_at_once()
    {
        var (_, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string>
        {
            ["FraudWeb__Colour"] = "red",
            ["FraudWeb__Policy__Threshold"] = "high",
        });

        Assert.Contains("Colour", output, StringComparison.Ordinal);
        Assert.Contains("Threshold", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_stops_the_start_and_is_named()
    {
        await using var first = await FraudWebServer.StartAsync();
        var (code, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string>(), first.Address);

        Assert.Equal(1, code);
        Assert.Contains($":{first.Address.Port}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_start_says_where_it_can_be_reached()
    {
        await using var server = await FraudWebServer.StartAsync();

        await server.WroteAsync(server.Address.ToString().TrimEnd('/'));
        Assert.True(File.Exists(Path.Combine(server.DataDirectory, "fraudweb.db")));
    }
}
