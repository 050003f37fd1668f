using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Core.Schema;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FraudWeb.Tests.Journeys;

/// <summary>Input that nobody thought of. Most of it goes straight to the readers of bodies (BodyReaderTests, TransactionJsonTests); some
/// of it comes over HTTP.</summary>
[Trait("Requirement", "IN12")]
[Collection(SharedServerCollection.Name)]
public class RandomInputTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact]
    public void Any_valid_transaction_gets_a_probability_with_reasons_that_add_up() =>
        Prop.ForAll(ValidTransactions.Of(TransactionSchema.Default), async (JsonObject transaction) =>
        {
            var answer = await _server.PredictAsync(transaction, "?explain=true");
            var explanation = await _server.GetAsync($"api/predictions/{answer.GetProperty("prediction_id").GetString()}/explanation");

            Assert.InRange(answer.GetProperty("fraud_probability").GetDouble(), 0, 1);
            Assert.Equal(
                TransactionSchema.Default.Fields.Select(field => field.Name).Order(),
                answer.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("field").GetString()).Order());
            Assert.Equal(
                explanation.GetProperty("log_odds").GetDouble(),
                answer.GetProperty("base_value").GetDouble() + answer.GetProperty("reasons").EnumerateArray()
                    .Sum(reason => reason.GetProperty("contribution").GetDouble()),
                1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(12, 1));

    [Fact]
    public async Task Garbage_is_refused_and_never_our_fault()
    {
        var kept = await _server.PredictAsync(ApiCalls.Transaction());
        var one = ApiCalls.Transaction().ToJsonString();
        (HttpMethod Method, string Path, string Good)[] calls =
        [
            (HttpMethod.Post, "api/predict?explain=true", one),
            (HttpMethod.Post, "api/batch_predict", $"{{\"transactions\":[{one},{one}]}}"),
            (HttpMethod.Put, $"api/predictions/{kept.GetProperty("prediction_id").GetString()}/label",
                "{\"label\":\"fraud\",\"note\":\"called\"}"),
        ];
        var garbage = new Garbage(seed: 16);
        var requests = Enumerable.Range(0, 3_000).Select(i =>
            (Call: calls[i % calls.Length], Body: i % 2 == 0 ? garbage.Bytes() : garbage.Spoil(calls[i % calls.Length].Good))).ToList();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, cancel) =>
        {
            using var message = new HttpRequestMessage(request.Call.Method, request.Call.Path)
            {
                Content = new ByteArrayContent(request.Body),
            };
            message.Content.Headers.ContentType = new("application/json");
            using var answer = await _server.Http.SendAsync(message, cancel);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                await answer.ProblemAsync(HttpStatusCode.BadRequest);
            }
        });
    }

    [Fact]
    public async Task Garbage_in_the_address_is_refused_and_never_our_fault()
    {
        const string Letters = "0123456789abcXYZ-_.~!'()*:;,+&=%/?#[]@$ \"\\<>{}|\0\u00e9\u0130\ud83d\ude42";
        var random = new Random(17);
        string[] parameters = ["from", "to", "risk_level", "decision", "label", "min_probability", "max_probability", "source",
            "model_version", "transaction_id", "limit", "cursor"];
        string[] good = ["2026-11-20", "LOW", "none", "0.5", "v1", "10", "api", new string('A', 44)];
        var addresses = Enumerable.Range(0, 1_500).Select(i =>
        {
            var text = random.Next(3) == 0 ? good[random.Next(good.Length)]
                : new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Letters[random.Next(Letters.Length)])]);
            var escaped = Uri.EscapeDataString(
                text.Replace("\ud83d", "", StringComparison.Ordinal).Replace("\ude42", "", StringComparison.Ordinal));
            return i % 3 == 0 ? $"api/predictions/{escaped.Replace("%00", "", StringComparison.Ordinal)}x/explanation"
                : i % 3 == 1 ? $"api/predictions?{parameters[random.Next(parameters.Length)]}={escaped}"
                : $"export/predictions.jsonl?field.{TransactionSchema.Default.Fields[random.Next(8)].Name}={escaped}";
        }).ToList();

        await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (address, cancel) =>
        {
            using var answer = await _server.Http.GetAsync(address, cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotFound,
                $"{answer.StatusCode} for {address}");
        });
    }
}
