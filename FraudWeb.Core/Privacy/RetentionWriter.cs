using System.Globalization;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Deletes expired records slice by slice, so that other writes can run in between.</summary>
public sealed class RetentionWriter(Database database, RetentionPolicy policy, AuditLog audit, PredictionFeed feed, TimeProvider clock)
{
    /// <summary>The number of predictions or audit entries per write.</summary>
    public const int SliceRows = 1_000;

    // The gate is not fair: if it were taken again at once, a waiting writer might not get it.
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(10);

    // The maximum number of ids per query.
    private const int HoldsAtOnce = 500;

    /// <summary>The retention periods.</summary>
    public RetentionPolicy Policy => policy;

    /// <summary>Counts what a run would delete now, without deleting it.</summary>
    public Task<RetentionPreview> PreviewAsync(CancellationToken cancel = default) =>
        Task.Run(() => CountAsync(policy.At(clock.GetUtcNow()), cancel), cancel);

    /// <summary>Deletes expired records that are not under legal hold, predictions with their labels and contests. A cancelled run has
    /// deleted some of them, and the next run continues.</summary>
    /// <param name="by">Who started the run.</param>
    /// <param name="trustsClock">Whether somebody has said that the clock is right, although it looks wrong.</param>
    /// <param name="progress">Receives the number of deleted records after each write.</param>
    /// <param name="cancel">Cancels the run between two writes.</param>
    /// <returns>The number of deleted records.</returns>
    /// <exception cref="PrivacyException">The clock may be wrong; nothing was deleted.</exception>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public async Task<RecordCounts> RunAsync(
        Caller by, bool trustsClock = false, IProgress<RecordCounts>? progress = null, CancellationToken cancel = default)
    {
        var expiry = await ExpiryAsync(trustsClock, cancel);
        var went = default(RecordCounts);
        if (expiry.Predictions is { } predictions)
        {
            await RepeatAsync(async context =>
                new(Answers: await context.IdempotentResponses.Where(answer => answer.At < predictions).ExecuteDeleteAsync()));
            var after = default(PredictionId);
            await RepeatAsync(async context =>
            {
                (var taken, after) = await TakeAsync(context, predictions, after);
                return taken;
            });
        }

        if (expiry.Audit is { } entries)
        {
            await RepeatAsync(async context => new(AuditEntries: await audit.DeleteBeforeAsync(context, entries, SliceRows)));
        }

        if (!went.IsNothing)
        {
            await audit.AppendAsync(by, AuditActions.RetentionRun, detail: $"done: {went}", cancel: cancel);
            await ErasedLog.EmptyAsync(database, clock, cancel);
            feed.Changed();
        }

        return went;

        async Task RepeatAsync(Func<FraudDbContext, Task<RecordCounts>> take)
        {
            for (var more = true; more;)
            {
                var start = clock.GetTimestamp();
                var slice = await database.WriteAsync(
                    async context =>
                    {
                        WalCheckpoints.Allow(context.Database.GetDbConnection(), database);
                        var taken = await take(context);
                        if (went.IsNothing && !taken.IsNothing)
                        {
                            // In one transaction with the first deletion, so that a run that is interrupted is on record too.
                            audit.Append(context, by, AuditActions.RetentionRun, detail: $"begun: {Describe(expiry)}");
                        }

                        return taken;
                    },
                    cancel);
                went += slice;
                more = !slice.IsNothing;
                await WaitForLogAsync(cancel);
                progress?.Report(went);

                // The pause is as long as the write, so that other writers get half of the time.
                var pause = clock.GetElapsedTime(start);
                await Task.Delay(pause > MinPause ? pause : MinPause, clock, cancel);
            }
        }
    }

    // While a reader holds a large log, the run waits for it, some seconds per write, instead of filling the disk.
    private Task WaitForLogAsync(CancellationToken cancel) =>
        WalCheckpoints.IsLarge(database) ? ErasedLog.EmptyAsync(database, clock, cancel) : Task.CompletedTask;

    private static IQueryable<Prediction> Expired(FraudDbContext context, DateTimeOffset before)
    {
        var end = PredictionId.From(before);
        return context.Predictions.Where(
            prediction => prediction.Id < end && !context.LegalHolds.Any(hold => hold.TransactionId == prediction.TransactionId));
    }

    private static async Task<(RecordCounts Taken, PredictionId Last)> TakeAsync(
        FraudDbContext context, DateTimeOffset before, PredictionId after)
    {
        var slice = Expired(context, before).Where(prediction => prediction.Id > after).OrderBy(prediction => prediction.Id)
            .Select(prediction => prediction.Id).Take(SliceRows);
        var ids = await slice.ToListAsync();
        return ids.Count == 0 ? (default, after) : (await context.DeleteAsync(slice), ids[^1]);
    }

    private static string Describe(Expiry expiry) =>
        string.Join(", ", new[] { Older("predictions", expiry.Predictions), Older("audit entries", expiry.Audit) }.OfType<string>());

    private static string? Older(string what, DateTimeOffset? before) =>
        before is { } moment ? string.Create(CultureInfo.InvariantCulture, $"{what} before {moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
            : null;

    private async Task<Expiry> ExpiryAsync(bool trustsClock, CancellationToken cancel)
    {
        var preview = await PreviewAsync(cancel);
        return preview is { ClockDoubt: { } doubt, Goes.IsNothing: false } && !trustsClock
            ? throw new PrivacyException($"{doubt}. Nothing was erased. If the clock is right, run 'purge --trust-clock'.")
            : preview.Expiry;
    }

    private async Task<RetentionPreview> CountAsync(Expiry expiry, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var (goes, held) = (default(RecordCounts), 0L);
        if (expiry.Predictions is { } before)
        {
            // The total is counted from an index alone. Holds are few, and found by their ids.
            var end = PredictionId.From(before);
            goes = new(
                await context.Predictions.LongCountAsync(prediction => prediction.Id < end, cancel),
                await context.Labels.LongCountAsync(label => label.PredictionId < end, cancel),
                await context.Contests.LongCountAsync(contest => contest.PredictionId < end, cancel),
                await context.IdempotentResponses.LongCountAsync(answer => answer.At < before, cancel));
            foreach (var ids in (await context.LegalHolds.Select(hold => hold.TransactionId).ToListAsync(cancel)).Chunk(HoldsAtOnce))
            {
                var stay = await context.CountAsync(
                    context.Predictions.Where(prediction => ids.Contains(prediction.TransactionId) && prediction.Id < end), cancel);
                held += stay.Predictions;
                goes -= stay;
            }
        }

        if (expiry.Audit is { } moment)
        {
            goes += new RecordCounts(AuditEntries: await AuditLog.CountBeforeAsync(context, moment, cancel));
        }

        return new(expiry, goes, held, await ClockQueries.FindDoubtAsync(context, clock.GetUtcNow(), cancel));
    }
}
