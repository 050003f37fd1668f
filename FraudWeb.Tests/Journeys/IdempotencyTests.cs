using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

[Collection(SharedServerCollection.Name)]
public class IdempotencyTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact]
    public async Task The_same_call_again_gets_the_same_bytes_and_keeps_nothing_more()
    {
        var body = RepeatedCalls.Transaction(out var id).ToJsonString();
        using var first = await _server.SendAsync("api/predict", body, id);
        var before = await first.Content.ReadAsByteArrayAsync();
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.False(first.Replayed());

        for (var i = 0; i < 3; i++)
        {
            // Quoted and bare are the same key.
            using var again = await _server.SendAsync("api/predict", body, i == 1 ? $"\"{id}\"" : id);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.True(again.Replayed());
            Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
            Assert.Equal(before, await again.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal(JsonElement.Parse(before).GetProperty("prediction_id").GetString(), Assert.Single(await _server.KeptAsync(id)));
    }

    [Fact]
    public async Task An_answer_looks_the_same_with_and_without_a_key()
    {
        var transaction = RepeatedCalls.Transaction(out _);
        transaction["transaction_id"] = "é<&\"'" + Guid.CreateVersion7();
        using var with = await _server.SendAsync("api/predict?explain=true", transaction.ToJsonString(), Guid.CreateVersion7().ToString());
        using var without = await _server.SendAsync("api/predict?explain=true", transaction.ToJsonString());

        Assert.Equal(without.Content.Headers.ContentType, with.Content.Headers.ContentType);
        Assert.Equal(await WithoutItsOwnAsync(without), await WithoutItsOwnAsync(with));
    }

    [Theory]
    [InlineData("api/predict", "api/predict", "{\"amount\":1}")]
    [InlineData("api/predict", "api/predict?explain=true", null)]
    [InlineData("api/predict?explain=true", "api/predict?explain=false", null)]
    [InlineData("api/predict", "api/batch_predict", null)]
    public async Task A_key_that_stands_for_another_request_is_refused(string path, string otherPath, string? otherBody)
    {
        var body = RepeatedCalls.Transaction(out var id).ToJsonString();
        using var first = await _server.SendAsync(path, body, id);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        using var other = await _server.SendAsync(otherPath, otherBody ?? body, id);
        var problem = await other.ProblemAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("/problems/idempotency-mismatch", problem.GetProperty("type").GetString());
        Assert.Contains("422", await _server.Http.GetStringAsync("problems/idempotency-mismatch"), StringComparison.Ordinal);

        using var again = await _server.SendAsync(path, body, id);
        Assert.True(again.Replayed());
        Assert.Single(await _server.KeptAsync(id));
    }

    [Fact]
    public async Task A_replay_with_reasons_has_the_same_reasons()
    {
        var body = RepeatedCalls.Transaction(out var id).ToJsonString();
        using var first = await _server.SendAsync("api/predict?explain=true", body, id);
        using var again = await _server.SendAsync("api/predict?explain=true", body, id);

        Assert.True(again.Replayed());
        var answer = await again.Content.ReadAsStringAsync();
        Assert.Equal(await first.Content.ReadAsStringAsync(), answer);
        Assert.Equal(8, JsonElement.Parse(answer).GetProperty("reasons").GetArrayLength());
    }

    [Fact]
    public async Task A_hundred_calls_at_once_with_one_key_are_one_prediction()
    {
        var body = RepeatedCalls.Transaction(out var id).ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _server.SendAsync("api/predict", body, id)));

        var first = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK && !answer.Replayed());
        var bytes = await first.Content.ReadAsByteArrayAsync();
        foreach (var other in answers.Where(answer => answer != first))
        {
            if (other.StatusCode == HttpStatusCode.OK)
            {
                Assert.Equal(bytes, await other.Content.ReadAsByteArrayAsync());
            }
            else
            {
                var problem = await other.ProblemAsync(HttpStatusCode.Conflict);
                Assert.Equal("/problems/idempotency-conflict", problem.GetProperty("type").GetString());
                Assert.Equal(TimeSpan.FromSeconds(1), other.Headers.RetryAfter?.Delta);
            }

            other.Dispose();
        }

        first.Dispose();
        Assert.Single(await _server.KeptAsync(id));
    }

    [Fact]
    public async Task A_refused_call_leaves_its_key_free_for_a_corrected_one()
    {
        var good = RepeatedCalls.Transaction(out var id);
        var bad = RepeatedCalls.Transaction(out _);
        bad["amount"] = -1;
        foreach (var (path, body, status) in ((string, string, HttpStatusCode)[])[
            ("api/predict", bad.ToJsonString(), HttpStatusCode.BadRequest), ("api/predict", "{", HttpStatusCode.BadRequest),
            ("api/predict?explain=perhaps", good.ToJsonString(), HttpStatusCode.BadRequest),
                ("api/batch_predict", "{}", HttpStatusCode.BadRequest),
            ("api/batch_predict", RepeatedCalls.Batch([.. Enumerable.Range(0, 1_001).Select(_ => JsonValue.Create(1))]),
                HttpStatusCode.RequestEntityTooLarge)])
        {
            for (var i = 0; i < 2; i++)
            {
                using var refused = await _server.SendAsync(path, body, id);
                await refused.ProblemAsync(status);
                Assert.False(refused.Replayed());
            }
        }

        using var corrected = await _server.SendAsync("api/predict", good.ToJsonString(), id);
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.False(corrected.Replayed());
    }

    [Fact]
    public async Task A_batch_is_repeated_whole_with_its_faults()
    {
        var bad = RepeatedCalls.Transaction(out _);
        bad["amount"] = -1;
        var body = RepeatedCalls.Batch(RepeatedCalls.Transaction(out var id), bad, RepeatedCalls.Transaction(out var other));
        using var first = await _server.SendAsync("api/batch_predict", body, id);
        using var again = await _server.SendAsync("api/batch_predict", body, id);

        Assert.Equal((HttpStatusCode.OK, false), (first.StatusCode, first.Replayed()));
        Assert.Equal((HttpStatusCode.OK, true), (again.StatusCode, again.Replayed()));
        var answer = await again.Content.ReadAsStringAsync();
        Assert.Equal(await first.Content.ReadAsStringAsync(), answer);
        Assert.Equal(1, JsonElement.Parse(answer).GetProperty("failed").GetInt32());
        Assert.Single(await _server.KeptAsync(id));
        Assert.Single(await _server.KeptAsync(other));
    }

    [Fact]
    public async Task A_batch_in_which_everything_is_bad_is_answered_and_repeated_too()
    {
        var key = Guid.CreateVersion7().ToString();
        using var first = await _server.SendAsync("api/batch_predict", RepeatedCalls.Batch(JsonValue.Create(1), JsonValue.Create(2)), key);
        using var again = await _server.SendAsync("api/batch_predict", RepeatedCalls.Batch(JsonValue.Create(1), JsonValue.Create(2)), key);
        using var other = await _server.SendAsync("api/batch_predict", RepeatedCalls.Batch(JsonValue.Create(1), JsonValue.Create(3)), key);

        Assert.Equal((HttpStatusCode.OK, false), (first.StatusCode, first.Replayed()));
        Assert.Equal((HttpStatusCode.OK, true), (again.StatusCode, again.Replayed()));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await other.ProblemAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_to_be_kept_is_refused_before_anything_is_kept()
    {
        await using var server = await FraudWebServer.StartAsync(
            new Dictionary<string, string> { ["FraudWeb__Api__MaxBatchItems"] = "5000" });
        var good = RepeatedCalls.Transaction(out var id).ToJsonString();
        var body = $"{{\"transactions\":[{string.Join(',', Enumerable.Repeat(good, 4_500))}]}}";

        using var refused = await server.SendAsync("api/batch_predict", body, id);
        var problem = await refused.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("more than 1 MiB", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await server.KeptAsync(id));

        using var without = await server.SendAsync("api/batch_predict", body);
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        Assert.NotEmpty(await server.KeptAsync(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("two words")]
    [InlineData("a, b")]
    [InlineData("\"unfinished")]
    [InlineData("tab\there")]
    [InlineData("control\u0001")]
    [InlineData("256")]
    public async Task A_malformed_key_is_refused_by_its_name_and_nothing_is_kept(string key)
    {
        var transaction = RepeatedCalls.Transaction(out var id);
        foreach (var (path, body) in ((string, string)[])[
            ("api/predict", transaction.ToJsonString()), ("api/batch_predict", RepeatedCalls.Batch(transaction.DeepClone()))])
        {
            using var answer = await _server.SendAsync(path, body, key == "256" ? new string('k', 256) : key);
            Assert.Equal(["Idempotency-Key"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
        }

        Assert.Empty(await _server.KeptAsync(id));
    }

    [Fact]
    public async Task A_key_that_is_given_twice_is_refused()
    {
        using var answer = await _server.SendAsync("api/predict", RepeatedCalls.Transaction(out _).ToJsonString(), "a", "a");

        Assert.Equal(["Idempotency-Key"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Blamed());
    }

    private static async Task<string> WithoutItsOwnAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var parsed = JsonElement.Parse(text);
        foreach (var own in (string[])["prediction_id", "timestamp"])
        {
            text = text.Replace(parsed.GetProperty(own).GetString()!, "", StringComparison.Ordinal);
        }

        return text;
    }
}
