using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Collection(SharedServerCollection.Name)]
public class BatchPredictTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact, Trait("Requirement", "IN10")]
    public async Task Good_transactions_are_scored_and_bad_ones_answered_in_their_place()
    {
        var batch = await BatchAsync(
            ApiCalls.Transaction(("transaction_id", "a")),
            ApiCalls.Transaction(("transaction_id", "b"), ("amount", -5), ("transaction_hour", 99)),
            JsonValue.Create(7)!,
            ApiCalls.Transaction(("transaction_id", "d")));

        Assert.Equal(4, batch.GetProperty("total_transactions").GetInt32());
        Assert.Equal(2, batch.GetProperty("failed").GetInt32());
        var entries = batch.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(["a", "b", null, "d"], entries.Select(entry => entry.GetProperty("transaction_id").GetString()));
        Assert.Equal(entries.Where(entry => entry.TryGetProperty("is_fraud", out var fraud) && fraud.GetInt32() == 1).Count(),
            batch.GetProperty("fraud_detected").GetInt32());
        Assert.Equal(["amount", "transaction_hour"], entries[1].Blamed());
        Assert.Equal(1, entries[1].GetProperty("index").GetInt32());
        Assert.Equal(["body"], entries[2].Blamed());
        Assert.True(entries[3].TryGetProperty("fraud_probability", out _));
        Assert.Equal(HttpStatusCode.OK,
            (await _server.Http.GetAsync($"api/predictions/{entries[3].GetProperty("prediction_id").GetString()}")).StatusCode);
    }

    [Fact, Trait("Requirement", "IN11")]
    public async Task One_by_one_and_in_a_batch_the_digits_are_the_same()
    {
        var random = new Random(5);
        var transactions = Enumerable.Range(0, 50).Select(_ => ApiCalls.Transaction(
            ("amount", random.Next(1, 200_000) / 100.0), ("transaction_hour", random.Next(24)), ("device_trust_score", random.Next(101)),
            ("velocity_last_24h", random.Next(12)), ("foreign_transaction", random.Next(2)),
                ("location_mismatch", random.Next(2)))).ToList();

        var batch = await BatchAsync([.. transactions.Select(transaction => transaction.DeepClone())]);

        var together = batch.GetProperty("predictions").EnumerateArray()
            .Select(entry => entry.GetProperty("fraud_probability").GetRawText()).ToList();
        for (var i = 0; i < transactions.Count; i++)
        {
            Assert.Equal((await _server.PredictAsync(transactions[i])).GetProperty("fraud_probability").GetRawText(), together[i]);
        }
    }

    [Theory, Trait("Requirement", "IN4")]
    [InlineData("{}", "transactions")]
    [InlineData("{\"transactions\":{}}", "transactions")]
    [InlineData("{\"transactions\":[]}", "transactions")]
    [InlineData("{\"transactions\":[],\"mode\":1}", "mode")]
    [InlineData("[]", "body")]
    [InlineData("{\"transactions\":[{]}", "body")]
    public async Task A_body_that_is_no_batch_is_refused(string body, string blamed)
    {
        using var answer = await _server.PostAsync("api/batch_predict", body);

        Assert.Contains(blamed, (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact, Trait("Requirement", "IN6")]
    public async Task A_thousand_transactions_are_taken_and_one_more_is_refused()
    {
        var batch = await BatchAsync([.. Enumerable.Range(0, 1_000).Select(_ => ApiCalls.Transaction())]);
        Assert.Equal(1_000, batch.GetProperty("predictions").GetArrayLength());

        using var answer = await _server.PostAsync(
            "api/batch_predict", Body([.. Enumerable.Range(0, 1_001).Select(_ => ApiCalls.Transaction())]));
        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    private static JsonObject Body(params JsonNode[] transactions) => new() { ["transactions"] = new JsonArray(transactions) };

    private async Task<JsonElement> BatchAsync(params JsonNode[] transactions)
    {
        using var answer = await _server.PostAsync("api/batch_predict", Body(transactions));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
