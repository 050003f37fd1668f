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
    [InlineData("FraudWeb__Proxies", "10.0.0.0/64", "addresses and networks")]
    [InlineData("FraudWeb__Https__Certificate", "/nowhere/x.pem", "the path of a file that exists")]
    [InlineData("FraudWeb__Session__IdleMinutes", "0", "a whole number from 1")]
    [InlineData("FraudWeb__Admin__Email", "nobody", "an e-mail address")]
    [InlineData("ASPNETCORE_URLS", "ftp://127.0.0.1:5999", "addresses such as")]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:5999", "FraudWeb:Https:Certificate")]
    [InlineData("Kestrel__Endpoints__Web__Url", "nonsense", "Kestrel:Endpoints:Web:Url")]
    [InlineData("ASPNETCORE_URLS", "http://203.0.113.1:5999", "be listened on")]
    public async Task A_bad_setting_stops_the_start_and_is_named(string variable, string value, string told)
    {
        var (code, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string> { [variable] = value });

        Assert.Equal(1, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.True(output.Contains(value, StringComparison.Ordinal) || told == "FraudWeb:Https:Certificate", output);
    }

    [Theory, Trait("Requirement", "LG1")]
    [InlineData("FraudWeb__Admin__Password", "a canary", "FraudWeb:Admin:Password")]
    [InlineData("FraudWeb__Admin__Pasword", "hunter2-canary", "FraudWeb:Admin:Pasword")]
    [InlineData("FraudWeb__Api__InitialKey", "a canary", "FraudWeb:Api:InitialKey")]
    [InlineData("FraudWeb__Keys__Secret", "Y2FuYXJ5", "32 bytes in base64")]
    public async Task A_bad_secret_stops_the_start_and_is_named_but_not_shown(string variable, string value, string told)
    {
        var (code, output) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string> { [variable] = value });

        Assert.Equal(1, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(value, output, StringComparison.Ordinal);
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
