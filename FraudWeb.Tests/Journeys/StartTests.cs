using System.Diagnostics;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Trait("Requirement", "LC3")]
public class StartTests
{
    [Theory]
    [InlineData("FraudWeb", "red", "FraudWeb: ")]
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
    [InlineData("FraudWeb__Api__RequestsPerMinute", "-1", "a whole number from 0")]
    [InlineData("FraudWeb__DataDirectory", "/dev/null/data", "FraudWeb:DataDirectory")]
    [InlineData("FraudWeb__Model", "/dev/null", "FraudWeb:Model")]
    [InlineData("FraudWeb__Schema", "/dev/null", "FraudWeb:Schema")]
    [InlineData("Logging__LogLevel__Default", "Loud", "Logging:LogLevel:Default")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "urls")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "urls")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:5999/path", "no path")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("Kestrel__Endpoints__Web__Url", "http://127.0.0.1:5999/path", "Kestrel:Endpoints:Web:Url")]
    public async Task A_bad_setting_stops_the_start_and_is_named(string variable, string value, string told)
    {
        var output = await RefusedAsync(new Dictionary<string, string> { [variable] = value });

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
        var (code, output, _) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string> { [variable] = value });

        Assert.Equal(1, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(value, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_needs_a_certificate_and_has_none_is_named()
    {
        var (code, output, _) = await FraudWebServer.FailToStartAsync(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "https://127.0.0.1:5999",
            ["Kestrel__Certificates__Default__Path"] = "/nowhere/x.pfx",
        });

        Assert.Equal(1, code);
        Assert.Contains("urls: is 'https://127.0.0.1:5999'", output, StringComparison.Ordinal);
        Assert.Contains("/nowhere/x.pfx", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_bad_settings_are_told_at_once()
    {
        var output = await RefusedAsync(new Dictionary<string, string>
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
        var output = await RefusedAsync([], first.Address);

        Assert.Contains($"urls: is '{first.Address}'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_start_says_where_it_can_be_reached()
    {
        await using var server = await FraudWebServer.StartAsync();

        await server.WroteAsync(server.Address.ToString().TrimEnd('/'));
        Assert.True(File.Exists(Path.Combine(server.DataDirectory, "fraudweb.db")));
    }

    private static async Task<string> RefusedAsync(Dictionary<string, string> settings, Uri? address = null)
    {
        var (code, output, took) = await FraudWebServer.FailToStartAsync(settings, address);
        Assert.Equal(1, code);
        if (took > TimeSpan.FromSeconds(5))
        {
            // A busy machine takes its time for anything; then it must be little against what the program needs to say its version.
            using var cli = new CliProcess();
            var clock = Stopwatch.StartNew();
            await cli.RunAsync("--version");
            Assert.True(took < 40 * clock.Elapsed, $"It took {took} to refuse:\n{output}");
        }

        return output;
    }
}
