using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FraudWeb.Accounts;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Trait("Requirement", "DB1")]
public class DurabilityTests
{
    private const int Rounds = 4;
    private const int Callers = 16;

    [Fact]
    public async Task Every_answered_prediction_is_in_the_store_after_the_process_was_killed()
    {
        await using var server = await FraudWebServer.StartAsync();
        var answered = new ConcurrentBag<string>();
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            using var stop = new CancellationTokenSource();
            var callers = Enumerable.Range(0, Callers).Select(_ => CallUntilAsync(server, answered, stop.Token)).ToList();
            var enough = answered.Count + random.Next(100, 300);
            while (answered.Count < enough)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
            }

            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(callers);
            await server.RestartAsync();
        }

        var kept = await KeptAsync(server);
        Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(answered.Except(kept, StringComparer.Ordinal));
    }

    private static async Task CallUntilAsync(FraudWebServer server, ConcurrentBag<string> answered, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await server.PostAsync("api/predict", ApiCalls.Transaction());
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    answered.Add(JsonElement.Parse(await answer.Content.ReadAsStringAsync(stop)).GetProperty("prediction_id").GetString()!);
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
            {
                // The server was killed under this call: it was not answered.
                return;
            }
        }
    }

    private static async Task<List<string>> KeptAsync(FraudWebServer server)
    {
        var kept = new List<string>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync(
                $"api/predictions?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            kept.AddRange(page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("prediction_id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return kept;
    }
}
