using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Core.Models;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FraudWeb.Tests.Journeys;

public class FaultTests
{
    [Fact, Trait("Requirement", "LC4")]
    public async Task While_the_database_can_not_be_written_the_program_lives_and_is_not_ready()
    {
        await using var server = await FraudWebServer.StartAsync();
        await server.PredictAsync(ApiCalls.Transaction());

        await using (var other = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "fraudweb.db")};Pooling=False"))
        {
            other.Open();
            await using var locked = other.BeginTransaction();
            var refused = server.PostAsync("api/predict", ApiCalls.Transaction());
            while (!refused.IsCompleted)
            {
                await AssertAliveAsync(server);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            using var answer = await refused;
            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);

            await AssertAliveAsync(server);
            using var ready = await server.Http.GetAsync("health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            var told = JsonElement.Parse(await ready.Content.ReadAsStringAsync());
            Assert.Equal(["status", "checks", "timestamp"], told.EnumerateObject().Select(member => member.Name));
            Assert.Equal("not_ready", told.GetProperty("status").GetString());
            Assert.Equal("failed", told.GetProperty("checks").GetProperty("writing").GetString());
            Assert.All(told.GetProperty("checks").EnumerateObject(), check =>
                Assert.Contains(check.Value.GetString(), (string[])["ok", "failed"]));
            using var health = await server.Http.GetAsync("health");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);

            // What is kept can still be read.
            Assert.NotEmpty((await server.GetAsync("api/predictions")).GetProperty("data").EnumerateArray());
        }

        await server.ReadyAsync();
        await server.PredictAsync(ApiCalls.Transaction());
    }

    [Fact, Trait("Requirement", "LC5")]
    public async Task When_the_scorer_fails_the_transaction_goes_to_review_and_never_through()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        ModelFile.Write(Path.Combine(folder, "failing.fraudmodel"), MadeModels.Failing());
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Model"] = Path.Combine(folder, "failing.fraudmodel") });
        var bad = new JsonObject { ["a"] = 1e30, ["b"] = 1e30 };
        var good = new JsonObject { ["a"] = -1, ["b"] = 1 };

        var alone = await server.PredictAsync(bad, "?explain=true");
        using var answer = await server.PostAsync(
            "api/batch_predict", new JsonObject { ["transactions"] = new JsonArray(good.DeepClone(), bad.DeepClone()) });
        var batch = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("predictions").EnumerateArray().ToList();

        foreach (var failed in (JsonElement[])[
            alone, batch[1], await server.GetAsync($"api/predictions/{alone.GetProperty("prediction_id").GetString()}")])
        {
            Assert.Equal("review", failed.GetProperty("decision").GetString());
            Assert.Equal(JsonValueKind.Null, failed.GetProperty("fraud_probability").ValueKind);
            Assert.NotEqual("LOW", failed.GetProperty("risk_level").GetString());
        }

        Assert.Equal("approve", batch[0].GetProperty("decision").GetString());
        using var explained = await server.Http.GetAsync($"api/predictions/{alone.GetProperty("prediction_id").GetString()}/explanation");
        await explained.ProblemAsync(HttpStatusCode.NotFound);
        await server.WroteAsync("which goes to review");
        Directory.Delete(folder, recursive: true);
    }

    [Fact, Trait("Requirement", "LC5")]
    public async Task What_fails_in_the_background_is_logged_once_and_the_program_serves_on()
    {
        await using var server = await FraudWebServer.StartAsync(Sabotage.Settings);

        await server.WroteAsync(Sabotage.TaskFault);
        await server.WroteAsync(Sabotage.ServiceFault);

        await server.PredictAsync(ApiCalls.Transaction());
        await server.ReadyAsync();
        Assert.Equal(1, Sabotage.Times(Sabotage.TaskFault, server));
        Assert.Equal(1, Sabotage.Times(Sabotage.ServiceFault, server));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact, Trait("Requirement", "LC5"), Trait("Requirement", "CF1")]
    public async Task A_call_that_fails_inside_is_logged_once_and_told_without_how_it_works()
    {
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string>(Sabotage.Settings) { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        await server.PredictAsync(ApiCalls.Transaction());
        await server.AdministratorAsync();
        Sabotage.BreakClock(server);

        using (var call = await server.Http.GetAsync("health/live"))
        {
            await call.ProblemAsync(HttpStatusCode.InternalServerError);
        }

        using (var page = await server.Http.GetAsync("export/predictions.csv"))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            var text = await page.Content.ReadAsStringAsync();
            Assert.Contains("Something went wrong", text, StringComparison.Ordinal);
            foreach (var leak in (string[])[Sabotage.ClockFault, "InvalidOperationException", "   at ", ".cs:line", "Developer"])
            {
                Assert.DoesNotContain(leak, text, StringComparison.OrdinalIgnoreCase);
            }
        }

        Sabotage.MendClock(server);
        await server.PredictAsync(ApiCalls.Transaction());
        await server.WroteAsync(Sabotage.ClockFault);
        Assert.Equal(2, Sabotage.Times(Sabotage.ClockFault, server));
    }

    private static async Task AssertAliveAsync(FraudWebServer server)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal("alive", (await server.GetAsync("health/live")).GetProperty("status").GetString());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"It took {clock.Elapsed} to say that it lives.");
    }
}
