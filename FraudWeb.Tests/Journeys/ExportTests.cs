using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Hosting;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Collection(SharedServerCollection.Name)]
public class ExportTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact, Trait("Requirement", "UP2")]
    public async Task A_CSV_runs_nothing_in_a_spreadsheet_and_keeps_every_cell()
    {
        foreach (var id in (string[])["=HYPERLINK(\"http://e\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "a,\"b\"", "plain"])
        {
            await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", id), ("amount", 77.25)));
        }

        using var answer = await _server.Http.GetAsync("export/predictions.csv?field.amount=77.25&sort=oldest");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Matches(@"^predictions-\d{8}-\d{6}\.csv$", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal(
            "prediction_id,timestamp,transaction_id,fraud_probability,is_fraud,risk_level,decision,threshold,label,model_version,source,"
            + "duration_us,amount,transaction_hour,merchant_category,foreign_transaction,location_mismatch,device_trust_score,"
            + "velocity_last_24h,cardholder_age", lines[0]);
        Assert.Equal(
            ["\"'=HYPERLINK(\"\"http://e\"\")\"", "\"'+cmd|' /C calc'!A0\"", "\"'-2+3\"", "\"'@SUM(A1)\"", "\"a,\"\"b\"\"\"", "plain"],
            lines[1..^1].Select(line => line.Split(',', 3)[2]).Select(rest => rest[..rest.IndexOf(",0.", StringComparison.Ordinal)]));
        Assert.All(lines[1..^1], line => Assert.EndsWith(",77.25,14,Electronics,0,0,75,3,35", line, StringComparison.Ordinal));
    }

    [Fact, Trait("Requirement", "UP2")]
    public async Task Negative_numbers_stay_numbers_and_a_schemas_own_words_run_nothing_either()
    {
        var schema = new TransactionSchema("refunds",
        [
            new Field { Name = "balance", Kind = FieldKind.Number, Unit = "USD" },
            new Field { Name = "@SUM", Kind = FieldKind.Integer },
            new Field { Name = "shop", Kind = FieldKind.Category, Choices = ["=1+1", "-shop", "a;=1+1", "plain"] },
        ]);
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        ModelFile.Write(Path.Combine(folder, "refunds.fraudmodel"), MadeModels.Linear(1, schema));
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Model"] = Path.Combine(folder, "refunds.fraudmodel") });
        foreach (var shop in schema.Fields[2].Choices)
        {
            await server.PredictAsync(new JsonObject { ["balance"] = -12.5, ["@SUM"] = -3, ["shop"] = shop });
        }

        var lines = (await server.Http.GetStringAsync("export/predictions.csv?sort=oldest")).Split("\r\n")[..^1];

        Assert.EndsWith(",balance,\"'@SUM\",shop", lines[0], StringComparison.Ordinal);
        Assert.Equal(["-12.5,-3,\"'=1+1\"", "-12.5,-3,\"'-shop\"", "-12.5,-3,\"a;=1+1\"", "-12.5,-3,plain"],
            lines[1..].Select(line => line[line.IndexOf("-12.5", StringComparison.Ordinal)..]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_line_of_JSON_is_what_the_API_answers_for_the_prediction()
    {
        var made = await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", "exported")));

        using var answer = await _server.Http.GetAsync("export/predictions.jsonl?transaction_id=exported");

        Assert.Equal("application/jsonl", answer.Content.Headers.ContentType?.MediaType);
        var line = Assert.Single((await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(await _server.Http.GetStringAsync($"api/predictions/{made.GetProperty("prediction_id").GetString()}"), line);
    }

    [Fact]
    public async Task An_export_goes_on_beyond_a_page_in_the_order_asked_for()
    {
        var batch = new JsonArray();
        for (var i = 0; i < 1_000; i++)
        {
            batch.Add(ApiCalls.Transaction(("transaction_id", "many"), ("device_trust_score", i % 101)));
        }

        for (var i = 0; i < 3; i++)
        {
            using var kept = await _server.PostAsync("api/batch_predict", new JsonObject { ["transactions"] = batch.DeepClone() });
            kept.EnsureSuccessStatusCode();
        }

        var lines = (await _server.Http.GetStringAsync("export/predictions.jsonl?transaction_id=many&sort=highest"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var probabilities = lines.Select(line => JsonElement.Parse(line).GetProperty("fraud_probability").GetDouble()).ToList();
        Assert.Equal(3_000, probabilities.Count);
        Assert.Equal(probabilities.OrderDescending(), probabilities);
    }

    [Theory, Trait("Requirement", "IN7")]
    [InlineData("risk_level=EXTREME", "risk_level")]
    [InlineData("field.nothing=1", "field.nothing")]
    [InlineData("colour=red", "colour")]
    public async Task A_filter_that_is_not_understood_is_refused_rather_than_left_out(string query, string name)
    {
        using var answer = await _server.Http.GetAsync("export/predictions.csv?" + query);

        Assert.Equal([name], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }
}
