using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Collection(SharedServerCollection.Name)]
public class PredictTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact]
    public async Task A_transaction_gets_every_member_of_the_contract()
    {
        var answer = await _server.PredictAsync(ApiCalls.Transaction(("transaction_id", "order-1")));

        Assert.Equal(
            ["transaction_id", "prediction_id", "is_fraud", "fraud_probability", "risk_level", "decision", "confidence", "threshold",
                "model_version", "timestamp"],
            answer.EnumerateObject().Select(member => member.Name), new SameMembers());
        Assert.Equal("order-1", answer.GetProperty("transaction_id").GetString());
        var probability = answer.GetProperty("fraud_probability").GetDouble();
        Assert.InRange(probability, 0, 1);
        Assert.Equal(Math.Max(probability, 1 - probability), answer.GetProperty("confidence").GetDouble());
        Assert.Equal(0.5, answer.GetProperty("threshold").GetDouble());
        Assert.Equal(probability >= 0.5 ? 1 : 0, answer.GetProperty("is_fraud").GetInt32());
        Assert.Contains(answer.GetProperty("risk_level").GetString(), (string[])["LOW", "MEDIUM", "HIGH"]);
        Assert.Contains(answer.GetProperty("decision").GetString(), (string[])["approve", "review", "decline"]);
        Assert.EndsWith("Z", answer.GetProperty("timestamp").GetString(), StringComparison.Ordinal);
        Assert.InRange(answer.GetProperty("timestamp").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-1),
            TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task An_id_that_was_not_given_is_answered_as_null()
    {
        var answer = await _server.PredictAsync(ApiCalls.Transaction());

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("transaction_id").ValueKind);
    }

    [Fact]
    public async Task Reasons_and_base_value_add_up_to_the_score()
    {
        var answer = await _server.PredictAsync(ApiCalls.Transaction(("amount", 4_321.5)), "?explain=true");
        var explanation = await _server.GetAsync($"api/predictions/{answer.GetProperty("prediction_id").GetString()}/explanation");

        var sum = answer.GetProperty("base_value").GetDouble() + answer.GetProperty("reasons").EnumerateArray()
            .Sum(reason => reason.GetProperty("contribution").GetDouble());
        Assert.Equal(explanation.GetProperty("log_odds").GetDouble(), sum, 1e-9);
        Assert.Equal(8, answer.GetProperty("reasons").GetArrayLength());
        Assert.Equal(answer.GetProperty("reasons").ToString(), explanation.GetProperty("reasons").ToString());
        var amount = answer.GetProperty("reasons").EnumerateArray().Single(reason => reason.GetProperty("field").GetString() == "amount");
        Assert.Equal(4_321.5, amount.GetProperty("value").GetDouble());
        var category = answer.GetProperty("reasons").EnumerateArray()
            .Single(reason => reason.GetProperty("field").GetString() == "merchant_category");
        Assert.Equal("Electronics", category.GetProperty("value").GetString());
    }

    [Fact, Trait("Requirement", "IN11")]
    public async Task The_same_transaction_gets_the_same_digits_whatever_the_order_of_its_keys()
    {
        var first = Digits(await _server.PredictAsync(ApiCalls.Transaction()));
        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            Assert.Equal(first, Digits(await _server.PredictAsync(ApiCalls.Transaction()))));

        var reversed = new JsonObject(
            ApiCalls.Transaction().Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        Assert.Equal(first, Digits(await _server.PredictAsync(reversed)));
        Assert.Equal(first,
            Digits(await _server.PredictAsync(ApiCalls.Transaction(("foreign_transaction", false), ("amount", JsonNode.Parse("2.5e2"))))));
    }

    [Theory, Trait("Requirement", "IN1")]
    [InlineData("NaN")]
    [InlineData("\"NaN\"")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    public async Task A_number_that_is_not_finite_is_refused_by_its_field(string value)
    {
        const string Id = "not finite";
        foreach (var field in (string[])[
            "amount", "transaction_hour", "foreign_transaction", "device_trust_score", "velocity_last_24h", "cardholder_age"])
        {
            var body = ApiCalls.Transaction(("transaction_id", Id), (field, "here")).ToJsonString()
                .Replace("\"here\"", value, StringComparison.Ordinal);
            using var answer = await _server.PostAsync("api/predict", body);
            Assert.Equal([field], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
        }

        Assert.Empty(
            (await _server.GetAsync($"api/predictions?transaction_id={Uri.EscapeDataString(Id)}")).GetProperty("data").EnumerateArray());
    }

    public static TheoryData<string, string> BadValues()
    {
        var bad = new TheoryData<string, string>();
        foreach (var field in ApiCalls.Transaction().Select(pair => pair.Key))
        {
            foreach (var value in (string[])["null", "[1]", "{\"a\":1}", "\"many\"", field == "merchant_category" ? "7" : "-1e6"])
            {
                bad.Add(field, value);
            }

            if (field is not ("foreign_transaction" or "location_mismatch"))
            {
                bad.Add(field, "true");
            }
        }

        bad.Add("transaction_hour", "24");
        bad.Add("transaction_hour", "1.5");
        bad.Add("device_trust_score", "101");
        bad.Add("cardholder_age", "17");
        bad.Add("merchant_category", "\"electronics\"");
        bad.Add("foreign_transaction", "2");
        bad.Add("amount", "\"250\"");
        return bad;
    }

    [Theory, Trait("Requirement", "IN2")]
    [MemberData(nameof(BadValues))]
    public async Task A_value_that_the_schema_does_not_allow_is_refused_by_its_field(string field, string value)
    {
        using var answer = await _server.PostAsync("api/predict", ApiCalls.Transaction((field, JsonNode.Parse(value))));

        Assert.Equal([field], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact, Trait("Requirement", "IN2")]
    public async Task A_missing_field_is_named_and_so_are_all_of_them()
    {
        foreach (var field in ApiCalls.Transaction().Select(pair => pair.Key).ToList())
        {
            var transaction = ApiCalls.Transaction();
            transaction.Remove(field);
            using var answer = await _server.PostAsync("api/predict", transaction);
            Assert.Equal([field], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
        }

        using var empty = await _server.PostAsync("api/predict", new JsonObject());
        Assert.Equal(ApiCalls.Transaction().Select(pair => pair.Key), (await empty.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact, Trait("Requirement", "IN2")]
    public async Task A_category_that_is_unknown_is_told_the_choices()
    {
        using var answer = await _server.PostAsync("api/predict", ApiCalls.Transaction(("merchant_category", "Gambling")));

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains("Clothing, Electronics, Food, Grocery, Travel", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "IN3")]
    [InlineData("\"isAdmin\":true", "isAdmin")]
    [InlineData("\"status\":\"x\"", "status")]
    [InlineData("\"id\":1", "id")]
    [InlineData("\"is_fraud\":0", "is_fraud")]
    [InlineData("\"amount\":1", "amount")]
    [InlineData("\"transaction_id\":\"a\",\"transaction_id\":\"b\"", "transaction_id")]
    [InlineData("\"Amount\":1", "Amount")]
    public async Task An_unknown_or_repeated_key_is_refused(string extra, string blamed)
    {
        var body = ApiCalls.Transaction().ToJsonString();
        using var answer = await _server.PostAsync("api/predict", $"{body[..^1]},{extra}}}");

        Assert.Equal([blamed], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Theory, Trait("Requirement", "IN2"), Trait("Requirement", "IN4")]
    [InlineData("\"\"")]
    [InlineData("\"12345678901234567890123456789012345678901234567890123456789012345\"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[]")]
    public async Task A_transaction_id_that_can_not_be_kept_is_refused(string id)
    {
        var body = ApiCalls.Transaction().ToJsonString();
        using var answer = await _server.PostAsync("api/predict", $"{body[..^1]},\"transaction_id\":{id}}}");

        Assert.Equal(["transaction_id"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    [Fact]
    public async Task A_misspelt_query_parameter_is_refused()
    {
        using var answer = await _server.PostAsync("api/predict?explian=true", ApiCalls.Transaction());
        Assert.Equal(["explian"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());

        using var bad = await _server.PostAsync("api/predict?explain=perhaps", ApiCalls.Transaction());
        Assert.Equal(["explain"], (await bad.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    private static (string, string?) Digits(JsonElement answer) =>
        (answer.GetProperty("fraud_probability").GetRawText(), answer.GetProperty("model_version").GetString());

    private sealed class SameMembers : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) =>
            x!.Order(StringComparer.Ordinal).SequenceEqual(y!.Order(StringComparer.Ordinal), StringComparer.Ordinal);

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
