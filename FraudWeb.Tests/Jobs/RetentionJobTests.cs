using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using FraudWeb.Jobs;
using FraudWeb.Tests.Privacy;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace FraudWeb.Tests.Jobs;

public class RetentionJobTests
{
    [Fact, Trait("Requirement", "DP3")]
    public async Task A_run_that_fails_is_told_once_and_the_next_one_that_can_does_the_work()
    {
        await using var privacy = new PrivacyStore();
        var kept = await privacy.KeepAsync("old");
        privacy.Clock.Advance(TimeSpan.FromDays(90));
        await privacy.Audit.AppendAsync(Audits.Ann, AuditActions.SignedIn);
        privacy.Clock.Advance(TimeSpan.FromDays(10));
        Execute(privacy.Store, "ALTER TABLE legal_holds RENAME TO gone");
        var (hasty, told) = (new Hasty(privacy.Clock), new Told());
        using var job = new RetentionJob(privacy.Retention(predictionsDays: 1), hasty, told);
        var check = new RetentionCheck(job, privacy.Clock);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(check));

        await job.StartAsync(default);
        await UntilAsync(() => Task.FromResult(hasty.Waits > 4));
        Assert.Equal([LogLevel.Error], told.Levels);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(check));
        Execute(privacy.Store, "ALTER TABLE gone RENAME TO legal_holds");

        await UntilAsync(async () => await privacy.Store.Queries.FindAsync(kept.Id) is null);
        await UntilAsync(() => Task.FromResult(told.Levels.Count > 1));
        await job.StopAsync(default);
        Assert.Equal([LogLevel.Error, LogLevel.Information], told.Levels);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(check));
        privacy.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(check));
    }

    private static async Task<HealthStatus> HealthAsync(RetentionCheck check) => (await check.CheckHealthAsync(new())).Status;

    private static void Execute(TestStore store, string sql)
    {
        using var connection = store.Database.OpenWriter();
        SqliteConnections.Execute(connection, sql);
    }

    private static async Task UntilAsync(Func<Task<bool>> so)
    {
        for (var tries = 0; !await so(); tries++)
        {
            Assert.True(tries < 3_000, "it never came to it");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    // Days pass in a moment.
    private sealed class Hasty(TimeProvider clock) : TimeProvider
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _waits);
            return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
        }
    }

    private sealed class Told : ILogger<RetentionJob>
    {
        private readonly List<LogLevel> _levels = [];

        public List<LogLevel> Levels
        {
            get
            {
                lock (_levels)
                {
                    return [.. _levels];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_levels)
            {
                _levels.Add(logLevel);
            }
        }
    }
}
