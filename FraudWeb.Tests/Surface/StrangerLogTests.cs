using System.Net;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Surface;

/// <summary>What strangers can make the server write.</summary>
public class StrangerLogTests
{
    [Fact, Trait("Requirement", "LG2")]
    public async Task Refused_calls_beyond_the_quota_and_garbled_cookies_do_not_fill_the_log()
    {
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Api__RequestsPerMinute"] = "5" });
        using var stranger = new HttpClient { BaseAddress = server.Address };
        var before = server.Output.Length;

        for (var i = 0; i < 60; i++)
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, "api/model_info") { Headers = { { "X-API-Key", $"wrong-{i:D20}" } } };
            using var refused = await stranger.SendAsync(call);
            Assert.Contains(refused.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests]);
            using var page = new HttpRequestMessage(HttpMethod.Get, "sign-in") { Headers = { { "Cookie", $"fraudweb-form=garbled{i}" } } };
            using var shown = await stranger.SendAsync(page);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        }

        // Its end reports what was counted so far.
        Assert.Equal(0, await server.StopAsync());
        await server.WroteAsync("more within a minute");
        var lines = server.Output[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Count(line => line.Contains("authn_token_invalid", StringComparison.Ordinal)), 1, 4);
        Assert.InRange(lines.Count(line => line.Contains("excess_rate_limit_exceeded", StringComparison.Ordinal)), 1, 4);
        Assert.DoesNotContain(lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }
}
