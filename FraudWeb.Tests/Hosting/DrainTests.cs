using System.Diagnostics;
using System.Net;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Hosting;

[Trait("Requirement", "LC1")]
public class DrainTests
{
    [Fact]
    public async Task Told_to_stop_the_server_is_not_ready_first_and_serves_on_for_the_set_time()
    {
        await using var server = await StartAsync(seconds: 4);
        await server.PredictAsync(ApiCalls.Transaction());

        var clock = Stopwatch.StartNew();
        await server.SignalAsync("TERM");
        await NotReadyAsync(server);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "health"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "health/live"));
        using var answer = await server.PostAsync("api/predict", ApiCalls.Transaction());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);

        await StoppedAsync(server);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30));
        Assert.Equal(0, await server.StopAsync());
    }

    [Theory]
    [InlineData("TERM", "TERM")]
    [InlineData("TERM", "INT")]
    [InlineData("INT", null)]
    public async Task A_second_signal_ends_it_at_once_and_so_does_the_first_Ctrl_C(string first, string? second)
    {
        await using var server = await StartAsync(seconds: 600);

        await server.SignalAsync(first);
        if (second is not null)
        {
            await NotReadyAsync(server);
            await server.SignalAsync(second);
        }

        await StoppedAsync(server);
    }

    private static Task<FraudWebServer> StartAsync(int seconds) =>
        FraudWebServer.StartAsync(new Dictionary<string, string> { ["FraudWeb__Drain__Seconds"] = $"{seconds}" });

    private static async Task NotReadyAsync(FraudWebServer server)
    {
        var clock = Stopwatch.StartNew();
        while (await StatusAsync(server, "health/ready") == HttpStatusCode.OK)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), "it still says that it is ready");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(FraudWebServer server, string path)
    {
        using var answer = await server.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task StoppedAsync(FraudWebServer server)
    {
        var clock = Stopwatch.StartNew();
        while (server.IsRunning)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "it still runs");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
