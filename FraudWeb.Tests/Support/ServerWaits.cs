using System.Diagnostics;
using System.Net;

namespace FraudWeb.Tests.Support;

/// <summary>Waits for what a started program does by itself.</summary>
internal static class ServerWaits
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WroteLimit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the program can make and store predictions.</summary>
    public static async Task ReadyAsync(this FraudWebServer server)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System))
        {
            using var ready = await server.Http.GetAsync("health/ready");
            if (ready.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            Assert.True(waited.Elapsed < ReadyLimit, $"It is not ready: {await ready.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Waits until the program has written this. Its output comes on a way of its own, so later than the answers that it
    /// gives.</summary>
    public static async Task WroteAsync(this FraudWebServer server, string text)
    {
        var waited = Stopwatch.StartNew();
        while (!server.Output.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            Assert.True(waited.Elapsed < WroteLimit, $"It did not write '{text}', but:\n{server.Output}");
        }
    }
}
