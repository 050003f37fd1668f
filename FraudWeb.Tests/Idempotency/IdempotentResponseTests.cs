using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.Idempotency;

public class IdempotentResponseTests
{
    private readonly MovableClock _clock = new(TestStore.Start);
    private readonly Random _random = new(1);

    [Fact]
    public async Task An_answer_is_kept_with_its_predictions_and_found_to_the_byte()
    {
        await using var store = new TestStore(_clock);
        var kept = store.Make(_random, 3);
        var answer = Answer("a", body: [0, 1, 255]);

        Assert.True(await store.Log.AppendAsync(kept, answer));

        var found = await store.Answers.FindAsync(0, "a");
        Assert.NotNull(found);
        Assert.Equal(answer.Body, found.Body);
        Assert.Equal(answer.Request, found.Request);
        Assert.Equal(3, (await store.Queries.CountAsync(new())).Value);
    }

    [Fact]
    public async Task An_answer_without_predictions_is_kept_too()
    {
        await using var store = new TestStore(_clock);

        Assert.True(await store.Log.AppendAsync([], Answer("a")));

        Assert.NotNull(await store.Answers.FindAsync(0, "a"));
    }

    [Fact, Trait("Requirement", "LC7")]
    public async Task A_response_kept_by_a_clock_that_was_ahead_is_valid_for_no_longer_than_twice_its_time()
    {
        await using var store = new TestStore(_clock);
        _clock.Jump(TimeSpan.FromHours(1));
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a")));
        _clock.Jump(TimeSpan.FromDays(3_650));
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("b")));
        _clock.Jump(-TimeSpan.FromDays(3_650) - TimeSpan.FromHours(1));

        Assert.NotNull(await store.Answers.FindAsync(0, "a"));
        Assert.Null(await store.Answers.FindAsync(0, "b"));
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("b")));
        Assert.NotNull(await store.Answers.FindAsync(0, "b"));
    }

    [Fact]
    public async Task A_key_that_is_taken_refuses_its_own_call_whole_and_harms_no_other_call()
    {
        await using var store = new TestStore(_clock);
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a", body: [1])));

        var calls = Enumerable.Range(0, 60)
            .Select(i => store.Log.AppendAsync(store.Make(_random, 2), Answer(i % 3 == 0 ? "a" : $"b{i}", body: [2]))).ToList();
        var plain = Enumerable.Range(0, 20).Select(_ => store.Log.AppendAsync([store.Make(_random)])).ToList();
        await Task.WhenAll(plain);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 3 != 0), await Task.WhenAll(calls));
        Assert.Equal([1], (await store.Answers.FindAsync(0, "a"))!.Body);
        Assert.Equal(1 + (40 * 2) + 20, (await store.Queries.CountAsync(new())).Value);
        Assert.True(store.Log.IsHealthy);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_still_told_apart_and_leaves_the_key_free()
    {
        await using var store = new TestStore(_clock);
        var first = store.Make(_random);
        await store.Log.AppendAsync([first]);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => store.Log.AppendAsync([first], Answer("a")));

        Assert.Contains("with this id", refused.Message, StringComparison.Ordinal);
        Assert.Null(await store.Answers.FindAsync(0, "a"));
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a")));
    }

    [Fact]
    public async Task Two_processes_keep_one_answer_under_one_key()
    {
        await using var store = new TestStore(_clock);
        using var one = Database.Open(store.Folder);
        using var two = Database.Open(store.Folder);
        await using var first = LogOf(one, store);
        await using var second = LogOf(two, store);

        for (var i = 0; i < 20; i++)
        {
            var key = $"k{i}";
            var kept = await Task.WhenAll(
                ((PredictionLog[])[first, second]).Select(log => log.AppendAsync([store.Make(_random)], Answer(key))));
            Assert.Single(kept, won => won);
        }

        Assert.Equal(20, (await store.Queries.CountAsync(new())).Value);
    }

    [Fact]
    public async Task Every_owner_has_keys_of_its_own()
    {
        await using var store = new TestStore(_clock);

        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a", owner: 1, body: [1])));
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a", owner: 2, body: [2])));

        Assert.Equal([1], (await store.Answers.FindAsync(1, "a"))!.Body);
        Assert.Equal([2], (await store.Answers.FindAsync(2, "a"))!.Body);
        Assert.Null(await store.Answers.FindAsync(0, "a"));
        Assert.Null(await store.Answers.FindAsync(1, "A"));
    }

    [Fact]
    public async Task After_a_day_a_key_is_as_good_as_new()
    {
        await using var store = new TestStore(_clock);
        var first = Answer("a", body: [1]);
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], first));

        _clock.Advance(IdempotentResponse.Lifetime - TimeSpan.FromMinutes(1));
        Assert.NotNull(await store.Answers.FindAsync(0, "a"));
        Assert.False(await store.Log.AppendAsync([store.Make(_random)], Answer("a", body: [2])));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await store.Answers.FindAsync(0, "a"));
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a", body: [3])));
        Assert.Equal([3], (await store.Answers.FindAsync(0, "a"))!.Body);
        Assert.Equal(2, (await store.Queries.CountAsync(new())).Value);
    }

    [Fact]
    public async Task Expired_answers_are_removed_by_whatever_is_written_next_and_soon_all_of_them()
    {
        await using var store = new TestStore(_clock);
        await Task.WhenAll(Enumerable.Range(0, 450).Select(i => store.Log.AppendAsync([], Answer($"old {i}"))));
        _clock.Advance(TimeSpan.FromHours(12));
        await store.Log.AppendAsync([], Answer("young"));
        _clock.Advance(TimeSpan.FromHours(12));

        await store.Log.AppendAsync([store.Make(_random)]);

        await using var context = store.Database.CreateDbContext();
        for (var i = 0; i < 3_000 && await context.IdempotentResponses.CountAsync() > 1; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        Assert.Equal("young", (await context.IdempotentResponses.SingleAsync()).Key);
        Assert.Equal(1, (await store.Queries.CountAsync(new())).Value);
    }

    [Fact]
    public async Task A_slice_is_found_by_time_and_by_key_without_looking_at_the_rest()
    {
        await using var store = new TestStore(_clock);
        await using var connection = store.Database.OpenWriter();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "EXPLAIN QUERY PLAN DELETE FROM kept_answers WHERE (owner, key) IN "
            + "(SELECT owner, key FROM kept_answers WHERE at <= 1 ORDER BY at LIMIT 100)";
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        Assert.Contains(steps, step => step.Contains("ix_kept_answers_by_time", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_store_can_not_be_written_nothing_is_kept_and_afterwards_the_key_is_free()
    {
        await using var store = new TestStore(_clock);
        await using (var other = new SqliteConnection($"Data Source={store.Database.File};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Log.AppendAsync([store.Make(_random)], Answer("a")));
        }

        Assert.Null(await store.Answers.FindAsync(0, "a"));
        await store.HealthyAsync();
        Assert.True(await store.Log.AppendAsync([store.Make(_random)], Answer("a")));
        Assert.Equal(1, (await store.Queries.CountAsync(new())).Value);
    }

    private PredictionLog LogOf(Database database, TestStore store) =>
        new(database, store.Schemas, store.Feed, Audits.Of(database), _clock, NullLogger<PredictionLog>.Instance);

    private IdempotentResponse Answer(string key, long owner = 0, byte[]? body = null) =>
        new() { Owner = owner, Key = key, Request = [1, 2, 3], Body = body ?? [9], At = _clock.GetUtcNow() };
}
