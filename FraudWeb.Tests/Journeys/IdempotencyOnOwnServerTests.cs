using System.Net;
using System.Text.Json;
using FraudWeb.Hosting;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FraudWeb.Tests.Journeys;

/// <summary>What needs a server that can be killed, locked out of its store or given another key.</summary>
public class IdempotencyOnOwnServerTests(SharedServer own) : IClassFixture<SharedServer>
{
    private readonly FraudWebServer _server = own.Server;

    [Fact]
    public async Task Every_API_key_has_idempotency_keys_of_its_own()
    {
        using var cli = new CliProcess();
        var made = await cli.RunAsync(
            "create-key", "--name", "other", "--scope", "score", $"--FraudWeb:DataDirectory={_server.DataDirectory}");
        using var other = new HttpClient { BaseAddress = _server.Address, DefaultRequestHeaders = { { "X-API-Key", made.Output.Trim() } } };
        var body = RepeatedCalls.Transaction(out var id).ToJsonString();

        using var first = await _server.SendAsync("api/predict", body, id);
        using var others = await other.SendAsync("api/predict", body, id);
        using var again = await other.SendAsync("api/predict", body, id);

        Assert.All((HttpResponseMessage[])[first, others, again], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal((false, false, true), (first.Replayed(), others.Replayed(), again.Replayed()));
        Assert.Equal(await others.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(2, (await _server.KeptAsync(id)).Count);
    }

    [Fact]
    public async Task An_answer_outlives_a_kill_right_after_it_and_a_restart()
    {
        var answered = new List<(string Path, string Body, string Id, byte[] Answer)>();
        foreach (var path in (string[])["api/predict", "api/predict?explain=true", "api/batch_predict"])
        {
            var transaction = RepeatedCalls.Transaction(out var id);
            var body = path == "api/batch_predict" ? RepeatedCalls.Batch(transaction) : transaction.ToJsonString();
            using var first = await _server.SendAsync(path, body, id);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            answered.Add((path, body, id, await first.Content.ReadAsByteArrayAsync()));
            await _server.KillAsync();
            await _server.RestartAsync();
        }

        Assert.Equal(0, await _server.StopAsync());
        await _server.RestartAsync();

        foreach (var (path, body, id, answer) in answered)
        {
            using var again = await _server.SendAsync(path, body, id);
            Assert.True(again.Replayed());
            Assert.Equal(answer, await again.Content.ReadAsByteArrayAsync());
            Assert.Single(await _server.KeptAsync(id));
            using var other = await _server.SendAsync(path, body + " ", id);
            await other.ProblemAsync(HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task Calls_under_a_kill_that_are_sent_again_count_once()
    {
        var calls = Enumerable.Range(0, 200).Select(_ => (Body: RepeatedCalls.Transaction(out var id).ToJsonString(), Id: id)).ToList();
        var running = calls.Select(async call =>
        {
            try
            {
                using var answer = await _server.SendAsync("api/predict", call.Body, call.Id);
                return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : null;
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }).ToList();
        await Task.WhenAny(running);
        await _server.KillAsync();
        var before = await Task.WhenAll(running);
        await _server.RestartAsync();

        for (var i = 0; i < calls.Count; i++)
        {
            using var again = await _server.SendAsync("api/predict", calls[i].Body, calls[i].Id);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            var answer = await again.Content.ReadAsStringAsync();
            Assert.Equal(before[i] ?? answer, answer);
            Assert.Equal(
                JsonElement.Parse(answer).GetProperty("prediction_id").GetString(), Assert.Single(await _server.KeptAsync(calls[i].Id)));
        }
    }

    [Fact]
    public async Task A_call_that_the_store_could_not_take_succeeds_when_it_is_sent_again()
    {
        var body = RepeatedCalls.Transaction(out var id).ToJsonString();
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_server.DataDirectory, "fraudweb.db")};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction();
            // One of them waits for the lock, for seconds.
            var answers = await Task.WhenAll(_server.SendAsync("api/predict", body, id), _server.SendAsync("api/predict", body, id));
            using var conflict = answers.MinBy(answer => answer.StatusCode)!;
            using var failed = answers.MaxBy(answer => answer.StatusCode)!;
            await conflict.ProblemAsync(HttpStatusCode.Conflict);
            await failed.ProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.Equal(TimeSpan.FromSeconds(5), failed.Headers.RetryAfter?.Delta);
        }

        await _server.ReadyAsync();
        using var again = await _server.SendAsync("api/predict", body, id);
        Assert.Equal((HttpStatusCode.OK, false), (again.StatusCode, again.Replayed()));
        Assert.Single(await _server.KeptAsync(id));
    }
}
