using System.Globalization;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Takes out what has been kept for long enough, a slice at a time, so that other writes get in between.</summary>
public sealed class RetentionWriter(Database database, RetentionPolicy policy, AuditLog audit, PredictionFeed feed, TimeProvider clock)
{
    /// <summary>How many predictions or audit entries go in one write.</summary>
    public const int SliceRows = 1_000;

    // Whoever waits to write is not sure to be let in by a gate that is taken again at once.
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(10);

    // How many ids one query names.
    private const int HoldsAtOnce = 500;

    /// <summary>How long things are kept.</summary>
    public RetentionPolicy Policy => policy;

    /// <summary>What a run would take now. Changes nothing.</summary>
    public Task<RetentionPreview> PreviewAsync(CancellationToken cancel = default) => Task.Run(() => CountAsync(policy.At(clock.GetUtcNow()), cancel), cancel);

    /// <summary>Takes out what has expired and is not under legal hold; predictions take their labels and contests with them. A run that was ended has
    /// erased a part, and the next one goes on.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="progress">Told after each write what has gone so far.</param>
    /// <param name="cancel">Ends it between two writes.</param>
    /// <returns>What went.</returns>
    /// <exception cref="StoreUnavailableException">The database can't be written to now.</exception>
    public async Task<RecordCounts> RunAsync(Caller by, IProgress<RecordCounts>? progress = null, CancellationToken cancel = default)
    {
        var expiry = policy.At(clock.GetUtcNow());
        var went = default(RecordCounts);
        if (expiry.Predictions is { } predictions)
        {
            await RepeatAsync(async context => new(Answers: await context.IdempotentResponses.Where(answer => answer.At < predictions).ExecuteDeleteAsync()));
            var after = default(PredictionId);
            await RepeatAsync(async context =>
            {
                (var taken, after) = await TakeAsync(context, predictions, after);
                return taken;
            });
        }

        if (expiry.Audit is { } entries)
        {
            await RepeatAsync(async context => new(AuditEntries: await audit.ForgetBeforeAsync(context, entries, SliceRows)));
        }

        if (!went.IsNothing)
        {
            await audit.AppendAsync(by, AuditActions.RetentionRun, detail: $"done: {went}", cancel: cancel);
            await SecureErase.EmptyLogAsync(database, cancel);
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
                            // Together with the first that goes: a run that does not come to its end has been told of too.
                            audit.Append(context, by, AuditActions.RetentionRun, detail: $"begun: {Describe(expiry)}");
                        }

                        return taken;
                    },
                    cancel);
                went += slice;
                more = !slice.IsNothing;
                progress?.Report(went);

                // As long for the others as for us.
                var pause = clock.GetElapsedTime(start);
                await Task.Delay(pause > MinPause ? pause : MinPause, cancel);
            }
        }
    }

    private static IQueryable<Prediction> Expired(FraudDbContext context, DateTimeOffset before)
    {
        var end = PredictionId.From(before);
        return context.Predictions.Where(prediction => prediction.Id < end && !context.LegalHolds.Any(hold => hold.TransactionId == prediction.TransactionId));
    }

    private static async Task<(RecordCounts Taken, PredictionId Last)> TakeAsync(FraudDbContext context, DateTimeOffset before, PredictionId after)
    {
        var slice = Expired(context, before).Where(prediction => prediction.Id > after).OrderBy(prediction => prediction.Id).Select(prediction => prediction.Id).Take(SliceRows);
        var ids = await slice.ToListAsync();
        return ids.Count == 0 ? (default, after) : (await context.TakeOutAsync(slice), ids[^1]);
    }

    private static string Describe(Expiry expiry) =>
        string.Join(", ", new[] { Older("predictions", expiry.Predictions), Older("audit entries", expiry.Audit) }.OfType<string>());

    private static string? Older(string what, DateTimeOffset? before) =>
        before is { } moment ? string.Create(CultureInfo.InvariantCulture, $"{what} before {moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : null;

    private async Task<RetentionPreview> CountAsync(Expiry expiry, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var (goes, held) = (default(RecordCounts), 0L);
        if (expiry.Predictions is { } before)
        {
            // All of them are counted by an index alone; those under hold are few, and found by their ids.
            var end = PredictionId.From(before);
            goes = new(
                await context.Predictions.LongCountAsync(prediction => prediction.Id < end, cancel),
                await context.Labels.LongCountAsync(label => label.PredictionId < end, cancel),
                await context.Contests.LongCountAsync(contest => contest.PredictionId < end, cancel),
                await context.IdempotentResponses.LongCountAsync(answer => answer.At < before, cancel));
            foreach (var ids in (await context.LegalHolds.Select(hold => hold.TransactionId).ToListAsync(cancel)).Chunk(HoldsAtOnce))
            {
                var stay = await context.CountAsync(context.Predictions.Where(prediction => ids.Contains(prediction.TransactionId) && prediction.Id < end), cancel);
                held += stay.Predictions;
                goes -= stay;
            }
        }

        if (expiry.Audit is { } moment)
        {
            goes += new RecordCounts(AuditEntries: await AuditLog.CountBeforeAsync(context, moment, cancel));
        }

        return new(expiry, goes, held);
    }
}
