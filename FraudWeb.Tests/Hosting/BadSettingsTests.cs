using FraudWeb.Hosting;
using FraudWeb.Settings;
using FraudWeb.Surface;
using Microsoft.Extensions.Configuration;

namespace FraudWeb.Tests.Hosting;

/// <summary>What the start refuses before it touches anything. StartTests has the few that need a process.</summary>
[Trait("Requirement", "LC3")]
public class BadSettingsTests
{
    [Theory]
    [InlineData("FraudWeb", "red", "FraudWeb: ")]
    [InlineData("FraudWeb:Colour", "red", "FraudWeb:Colour")]
    [InlineData("FraudWeb:Policy:Treshold", "0.4", "FraudWeb:Policy:Treshold")]
    [InlineData("FraudWeb:Policy:Threshold", "1.5", "a number from 0 to 1")]
    [InlineData("FraudWeb:Policy:Threshold", "NaN", "a number from 0 to 1")]
    [InlineData("FraudWeb:Policy:MediumFrom", "0.9", "at most Policy:HighFrom")]
    [InlineData("FraudWeb:Api:MaxBatchItems", "0", "a whole number from 1")]
    [InlineData("FraudWeb:Api:RequireKey", "maybe", "true or false")]
    [InlineData("FraudWeb:Database:Provider", "Oracle", "Sqlite")]
    [InlineData("FraudWeb:Model", "/nowhere/x.fraudmodel", "the path of a file that exists")]
    [InlineData("FraudWeb:Schema", "/nowhere/x.json", "the path of a file that exists")]
    [InlineData("FraudWeb:Proxies", "10.0.0.0/64", "addresses and networks")]
    [InlineData("FraudWeb:Https:Certificate", "/nowhere/x.pem", "the path of a file that exists")]
    [InlineData("FraudWeb:Session:IdleMinutes", "0", "a whole number from 1")]
    [InlineData("FraudWeb:Admin:Email", "nobody", "an e-mail address")]
    [InlineData("urls", "ftp://127.0.0.1:5999", "addresses such as")]
    [InlineData("urls", "https://127.0.0.1:5999", "FraudWeb:Https:Certificate")]
    [InlineData("Kestrel:Endpoints:Web:Url", "nonsense", "Kestrel:Endpoints:Web:Url")]
    [InlineData("FraudWeb:Api:RequestsPerMinute", "-1", "a whole number from 0")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default")]
    [InlineData("urls", "nonsense", "urls")]
    [InlineData("urls", "http://127.0.0.1:99999", "urls")]
    [InlineData("urls", "http://127.0.0.1:5999/path", "no path")]
    [InlineData("urls", "http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://127.0.0.1:5999/path", "Kestrel:Endpoints:Web:Url")]
    [InlineData("urls", "http://203.0.113.1:5999", "be listened on")]
    [InlineData("FraudWeb:Database:ConnectionString", "Host=db", "allowed: nothing")]
    [InlineData("FraudWeb:Scoring:Engine", "Fast", "Compiled or MlNet")]
    [InlineData("FraudWeb:Scoring:Engine", "1", "Compiled or MlNet")]
    public void A_bad_setting_is_named_with_its_value_and_what_is_allowed(string key, string value, string reported)
    {
        var message = Refuse((key, value));

        Assert.Contains(reported, message, StringComparison.Ordinal);
        Assert.True(message.Contains(value, StringComparison.Ordinal) || reported == "FraudWeb:Https:Certificate", message);
    }

    [Theory, Trait("Requirement", "LG1")]
    [InlineData("FraudWeb:Admin:Password", "a canary", "FraudWeb:Admin:Password")]
    [InlineData("FraudWeb:Admin:Pasword", "hunter2-canary", "FraudWeb:Admin:Pasword")]
    [InlineData("FraudWeb:Api:InitialKey", "a canary", "FraudWeb:Api:InitialKey")]
    [InlineData("FraudWeb:Keys:Secret", "Y2FuYXJ5", "32 bytes in base64")]
    public void A_bad_secret_is_named_but_not_shown(string key, string value, string reported)
    {
        var message = Refuse((key, value));

        Assert.Contains(reported, message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_all_sections_are_reported_at_once()
    {
        var message = Refuse(
            ("FraudWeb:Colour", "red"), ("FraudWeb:Policy:Threshold", "high"), ("FraudWeb:Api:MaxBatchItems", "0"),
                ("FraudWeb:Keep:AuditDays", "-1"));

        Assert.Equal(4, message.Split(Environment.NewLine).Count(line => line.StartsWith("  FraudWeb:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_setting_that_is_blank_or_absent_has_its_default()
    {
        var settings = FraudWebSettings.Read(Configuration(("FraudWeb:Policy:Threshold", " "), ("FraudWeb:Api:MaxBatchItems", "7")));

        Assert.Equal(0.5, settings.Policy.Threshold);
        Assert.Equal(7, settings.Api.MaxBatchItems);
        Assert.Equal(100, settings.Api.RequestsPerMinute);
    }

    private static string Refuse(params (string Key, string Value)[] settings) => Assert.Throws<SettingsException>(() =>
    {
        var configuration = Configuration(settings);
        var read = FraudWebSettings.Read(configuration);
        var (_, urls) = ServerBindings.Of(configuration, read.Https, read.Proxies);
        HostSettings.Validate(configuration, urls);
    }).Message;

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
}
