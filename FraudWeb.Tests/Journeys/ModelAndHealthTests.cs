using System.Net;
using System.Text.Json;
using FraudWeb.Core.Models;
using FraudWeb.Hosting;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Collection(SharedServerCollection.Name)]
public class ModelAndHealthTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact]
    public async Task The_model_tells_what_it_takes_and_how_good_it_was()
    {
        var model = await _server.GetAsync("api/model_info");
        var answer = await _server.PredictAsync(ApiCalls.Transaction());

        Assert.Equal("fasttree", model.GetProperty("model_type").GetString());
        Assert.Equal(ApiCalls.Transaction().Select(pair => pair.Key),
            model.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()));
        Assert.Equal("active", model.GetProperty("status").GetString());
        Assert.Equal(answer.GetProperty("model_version").GetString(), model.GetProperty("version").GetString());
        Assert.InRange(model.GetProperty("metrics").GetProperty("average_precision").GetDouble(), 0.6, 0.95);
        Assert.True(model.GetProperty("trained_at").GetDateTimeOffset() < TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_measure_that_could_not_be_taken_is_null()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        ModelFile.Write(Path.Combine(folder, "x.fraudmodel"), MadeModels.Trees(1));
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Model"] = Path.Combine(folder, "x.fraudmodel") });

        var metrics = (await server.GetAsync("api/model_info")).GetProperty("metrics");

        Assert.Equal(0.93, metrics.GetProperty("auc").GetDouble());
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("average_precision").ValueKind);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Health_says_that_it_is_well_and_why()
    {
        var health = await _server.GetAsync("health");
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.True(health.GetProperty("model_loaded").GetBoolean());
        Assert.Equal(JsonValueKind.String, health.GetProperty("timestamp").ValueKind);

        var ready = await _server.GetAsync("health/ready");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.All(ready.GetProperty("checks").EnumerateObject(), check => Assert.Equal("ok", check.Value.GetString()));
        Assert.Equal("alive", (await _server.GetAsync("health/live")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_problem_leads_to_what_it_means()
    {
        using var answer = await _server.Http.GetAsync("api/nothing");
        var type = (await answer.ProblemAsync(HttpStatusCode.NotFound)).GetProperty("type").GetString()!;

        Assert.Contains("Check the path", await _server.Http.GetStringAsync(type.TrimStart('/')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swagger_is_served_without_another_machine()
    {
        var page = await _server.Http.GetStringAsync("swagger/index.html");

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }
}
