using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Erases everything that is stored about a person (GDPR, article 17) except the hourly counts and a pseudonym in the audit
/// log.</summary>
public sealed class ErasureWriter(Database database, AuditLog audit, AuditChain chain, PredictionFeed feed, TimeProvider clock)
{
    /// <summary>The number of predictions per write.</summary>
    public const int SliceRows = 1_000;

    // A response of a batch may have a megabyte.
    private const int AnswersAtOnce = 100;

    /// <summary>Erases predictions with their labels and contests, and the idempotent responses that name them.</summary>
    /// <param name="subjects">The people or predictions to erase, at most <see cref="Subject.MaxCount"/>.</param>
    /// <param name="by">Who requested the erasure.</param>
    /// <param name="cancel">Cancels the erasure between two writes.</param>
    /// <exception cref="PrivacyException">A record is under legal hold. Nothing was erased.</exception>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment. Some records may have been
    /// erased.</exception>
    public async Task<Erasure> EraseAsync(IReadOnlyList<Subject> subjects, Caller by, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subjects.Count, Subject.MaxCount, nameof(subjects));
        await RefuseHeldAsync(subjects, cancel);
        var (went, scanner) = (default(RecordCounts), new ErasedRowScanner());
        foreach (var subject in subjects)
        {
            for (var more = true; more;)
            {
                var slice = await database.WriteAsync(context => EraseSliceAsync(context, subject, by, scanner), cancel);
                went += slice;
                more = slice.Predictions == SliceRows;
            }
        }

        // A response is stored in the same write as its predictions, so every response that names an erased prediction exists by now.
        var answers = await Task.Run(() => FindAnswersAsync(new(subjects), cancel), cancel);
        if (answers.Count > 0)
        {
            went += await database.WriteAsync(context => EraseAsync(context, answers, by), cancel);
        }

        feed.Changed();
        return new(went, await IsOverwrittenAsync(scanner, cancel));
    }

    // The rows are erased in any case, and that is what must be reported.
    private async Task<bool> IsOverwrittenAsync(ErasedRowScanner scanner, CancellationToken cancel)
    {
        try
        {
            return await SecureErase.CompleteAsync(database, scanner, clock, cancel);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task RefuseHeldAsync(IReadOnlyList<Subject> subjects, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            held.UnionWith(await context.HoldsOf(subject).Select(hold => hold.TransactionId).ToListAsync(cancel));
        }

        if (held.Count > 0)
        {
            throw PrivacyException.OfHeld(held);
        }
    }

    private async Task<RecordCounts> EraseSliceAsync(FraudDbContext context, Subject subject, Caller by, ErasedRowScanner scanner)
    {
        // A hold may have been added since the first check.
        if (await context.HoldsOf(subject).FirstOrDefaultAsync() is { } hold)
        {
            throw PrivacyException.OfHeld([hold.TransactionId]);
        }

        WalCheckpoints.Allow(context.Database.GetDbConnection(), database);
        var slice = context.PredictionsOf(subject).OrderBy(prediction => prediction.Id).Take(SliceRows);
        foreach (var known in await slice.Where(prediction => prediction.TransactionId != null).Select(
            prediction => new { prediction.Id, prediction.TransactionId }).ToListAsync())
        {
            scanner.Add(known.Id, known.TransactionId!);
        }

        var went = await context.DeleteAsync(slice.Select(prediction => prediction.Id));

        // Writes the audit entry even if nothing was found, so that the request itself is on record.
        audit.Append(context, by, AuditActions.Erased, subject.TargetOf(chain), went.ToString());
        return went;
    }

    // Page by page: one read of all responses would keep the write-ahead log from being emptied meanwhile.
    private async Task<List<(long Owner, string Key)>> FindAnswersAsync(AnswerText text, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var found = new List<(long, string)>();
        var (owner, key) = (long.MinValue, "");
        while (true)
        {
#pragma warning disable CA1309 // a query: the database compares the bytes
            var page = await context.IdempotentResponses
                .Where(answer => answer.Owner > owner || (answer.Owner == owner && string.Compare(answer.Key, key) > 0))
                .OrderBy(answer => answer.Owner).ThenBy(answer => answer.Key).Take(AnswersAtOnce).ToListAsync(cancel);
#pragma warning restore CA1309
            found.AddRange(page.Where(answer => text.Names(answer.Key, answer.Body)).Select(answer => (answer.Owner, answer.Key)));
            if (page.Count < AnswersAtOnce)
            {
                return found;
            }

            (owner, key) = (page[^1].Owner, page[^1].Key);
        }
    }

    private async Task<RecordCounts> EraseAsync(FraudDbContext context, List<(long Owner, string Key)> answers, Caller by)
    {
        var went = 0;
        foreach (var (owner, key) in answers)
        {
            went += await context.IdempotentResponses.Where(answer => answer.Owner == owner && answer.Key == key).ExecuteDeleteAsync();
        }

        var counts = new RecordCounts(Answers: went);
        audit.Append(context, by, AuditActions.Erased, detail: counts.ToString());
        return counts;
    }
}
