using System.Diagnostics;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Storage;

public class PredictionLogFaultTests
{
    [Fact, Trait("Requirement", "DB3")]
    public async Task While_another_program_holds_the_lock_callers_are_refused_in_time_and_afterwards_served_again()
    {
        await using var store = new TestStore();
        var random = new Random(1);
        await store.Log.AppendAsync([store.Make(random)]);
        var during = store.Make(random, 10);

        await using (var other = new SqliteConnection($"Data Source={store.Database.File};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction();
            var refused = during.Select(prediction => store.Log.AppendAsync([prediction])).ToList();
            foreach (var append in refused)
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => append.WaitAsync(TimeSpan.FromSeconds(30)));
            }

            Assert.False(store.Log.IsHealthy);
            Assert.Contains("another program", store.Log.LastFailure, StringComparison.Ordinal);
            Assert.NotEmpty((await store.Queries.PageAsync(new())).Items);

            // What is known is not waited for again.
            var again = store.Log.AppendAsync([store.Make(random)]);
            Assert.True(again.IsFaulted);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => again);
        }

        await store.HealthyAsync();
        var after = store.Make(random);
        await store.Log.AppendAsync([after]);

        Assert.True(store.Log.IsHealthy);
        Assert.Equal(2, (await store.Queries.CountAsync(new())).Value);
        Assert.NotNull(await store.Queries.FindAsync(after.Id));
    }

    [Fact]
    public async Task A_log_that_failed_finds_out_by_itself_when_the_store_is_back()
    {
        await using var store = new TestStore();
        await using (var other = new SqliteConnection($"Data Source={store.Database.File};Pooling=False"))
        {
            other.Open();
            await using var transaction = other.BeginTransaction();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Log.AppendAsync([store.Make(new Random(2))]));
        }

        await store.HealthyAsync();
    }

    [Fact, Trait("Requirement", "DB3"), Trait("Requirement", "LC8")]
    public async Task A_call_that_finds_the_queue_full_is_refused_at_once()
    {
        await using var store = new TestStore();
        var random = new Random(7);
        await using var other = new SqliteConnection($"Data Source={store.Database.File};Pooling=False");
        other.Open();
        await using var transaction = other.BeginTransaction();
        var appends = Enumerable.Range(0, 2 * PredictionLog.QueueLength).Select(_ => store.Log.AppendAsync([store.Make(random)])).ToList();

        Assert.InRange(appends.Count(append => append.IsFaulted), PredictionLog.QueueLength - 1_000, PredictionLog.QueueLength);
        foreach (var append in appends)
        {
            // The one in work waits for the lock, all others for it alone.
            await Assert.ThrowsAsync<StoreUnavailableException>(() => append.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(0, (await store.Queries.CountAsync(new())).Value);
    }

    [Fact, Trait("Requirement", "DB3"), Trait("Requirement", "LC8")]
    public async Task A_write_that_takes_long_makes_no_other_wait_for_longer_than_the_limit()
    {
        await using var store = new TestStore();
        using var end = new SemaphoreSlim(0);
        var slow = store.Database.WriteAsync(async _ =>
        {
            await end.WaitAsync();
            return true;
        });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Log.AppendAsync([store.Make(new Random(8))]));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Database.WriteAsync(_ => Task.FromResult(true)));
        end.Release();

        Assert.True(await slow);
        await store.HealthyAsync();
    }

    [Fact, Trait("Requirement", "DB5")]
    public async Task A_database_that_vanishes_is_not_made_again()
    {
        await using var store = new TestStore();
        await using (var other = new SqliteConnection($"Data Source={store.Database.File};Pooling=False"))
        {
            // Makes the log drop its connection, so that it has to open the file again.
            other.Open();
            await using var transaction = other.BeginTransaction();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Log.AppendAsync([store.Make(new Random(3))]));
        }

        File.Move(store.Database.File, store.Database.File + ".moved");
        for (var i = 0; i < 100 && !store.Log.LastFailure!.Contains("opened", StringComparison.Ordinal); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.Contains("can't be opened", store.Log.LastFailure, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Log.AppendAsync([store.Make(new Random(4))]));
        Assert.False(File.Exists(store.Database.File));
    }

    [Fact, Trait("Requirement", "DB5")]
    public async Task After_a_minute_without_writes_the_database_file_alone_has_everything()
    {
        await using var store = new TestStore();
        await store.Log.AppendAsync(store.Make(new Random(6), 500));
        using (var writer = new PredictionWriter(store.Database, store.Schemas, store.Audit, TimeProvider.System))
        {
            writer.Rest();
        }

        Assert.Equal(0, new FileInfo(store.Database.File + "-wal").Length);
        var copy = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        try
        {
            // By a process of its own: closing the file in this one would drop SQLite's locks on it.
            using (var copying = Process.Start("cp", [store.Database.File, copy]))
            {
                await copying.WaitForExitAsync();
            }

            using var database = Database.Open(copy);
            await using var context = database.CreateDbContext();
            Assert.Equal(500, await context.Predictions.CountAsync());
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact, Trait("Requirement", "DB6")]
    public async Task While_one_reader_holds_the_log_writes_wait_for_it_and_the_log_says_so_once()
    {
        await using var store = new TestStore();
        var told = new ToldMessages();
        await using var log = new PredictionLog(
            store.Database, store.Schemas, store.Feed, store.Audit, TimeProvider.System, told.For<PredictionLog>());
        var random = new Random(7);
        await using (var context = store.Database.CreateDbContext())
        await using (await Database.BeginReadAsync(context))
        {
            Assert.Equal(0, await context.Predictions.CountAsync());
            for (var i = 0; i < 500 && told.Messages.Count == 0; i++)
            {
                await log.AppendAsync(store.Make(random, 1_000));
            }

            Assert.InRange(new FileInfo(store.Database.File + "-wal").Length, 64 << 20, long.MaxValue);
            await log.AppendAsync(store.Make(random, 10));
            await log.AppendAsync(store.Make(random, 10));
            Assert.Single(told.Messages, message => message.Contains("stored more slowly", StringComparison.Ordinal));
        }

        await log.AppendAsync(store.Make(random, 10));
        Assert.Single(told.Messages, message => message.Contains("could be emptied", StringComparison.Ordinal));
        Assert.InRange(new FileInfo(store.Database.File + "-wal").Length, 0, 1 << 20);
    }

    [Fact, Trait("Requirement", "DB6")]
    public async Task The_log_stays_small_while_readers_never_pause()
    {
        await using var store = new TestStore();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var context = store.Database.CreateDbContext();
                await context.Predictions.CountAsync();
            }
        })).ToList();

        var random = new Random(5);
        var largest = 0L;
        for (var i = 0; i < 30; i++)
        {
            await store.Log.AppendAsync(store.Make(random, 1_000));
            largest = Math.Max(largest, new FileInfo(store.Database.File + "-wal").Length);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(largest, 1, 64 << 20);
    }
}
