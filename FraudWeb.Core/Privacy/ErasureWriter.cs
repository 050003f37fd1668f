using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>What an erasure has done.</summary>
/// <param name="Went">What was erased.</param>
/// <param name="IsOverwritten">Whether nothing of it is in any file any more. Otherwise the disk was at fault, or somebody who reads has held up the
/// write-ahead log, and the rest goes as that is written over.</param>
public sealed record Erasure(RecordCounts Went, bool IsOverwritten);

/// <summary>Erases all that is kept on somebody (GDPR, article 17). What is left are the hourly counts, and in the audit log a pseudonym.</summary>
public sealed class ErasureWriter(Database database, AuditLog audit, AuditChain chain, PredictionFeed feed)
{
    /// <summary>How many predictions go in one write.</summary>
    public const int SliceRows = 1_000;

    /// <summary>Erases predictions with their labels and contests, and the answers kept for repeated calls that name them.</summary>
    /// <param name="subjects">Whose, at most <see cref="Subject.MaxCount"/>.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancel">Ends it between two writes.</param>
    /// <exception cref="PrivacyException">Something is under legal hold, and nothing was erased.</exception>
    /// <exception cref="StoreUnavailableException">The database can't be written to now; a part may have been erased.</exception>
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

        // An answer is kept in one write with its predictions, so all that name those erased are there by now.
        var answers = await Task.Run(() => FindAnswersAsync(new(subjects), cancel), cancel);
        if (answers.Count > 0)
        {
            went += await database.WriteAsync(context => EraseAsync(context, answers, by), cancel);
        }

        feed.Changed();
        return new(went, await IsOverwrittenAsync(scanner, cancel));
    }

    // It is erased in any case, and that is what has to be told.
    private async Task<bool> IsOverwrittenAsync(ErasedRowScanner scanner, CancellationToken cancel)
    {
        try
        {
            return await SecureErase.CompleteAsync(database, scanner, cancel);
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
        // It may have been put under hold since they were looked through.
        if (await context.HoldsOf(subject).FirstOrDefaultAsync() is { } hold)
        {
            throw PrivacyException.OfHeld([hold.TransactionId]);
        }

        WalCheckpoints.Allow(context.Database.GetDbConnection(), database);
        var slice = context.PredictionsOf(subject).OrderBy(prediction => prediction.Id).Take(SliceRows);
        foreach (var known in await slice.Where(prediction => prediction.TransactionId != null).Select(prediction => new { prediction.Id, prediction.TransactionId }).ToListAsync())
        {
            scanner.Add(known.Id, known.TransactionId!);
        }

        var went = await context.TakeOutAsync(slice.Select(prediction => prediction.Id));

        // Also when there was nothing: that it was asked for is to be shown too.
        audit.Append(context, by, AuditActions.Erased, subject.TargetOf(chain), went.ToString());
        return went;
    }

    private async Task<List<(long Owner, string Key)>> FindAnswersAsync(AnswerText text, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var found = new List<(long, string)>();
        await foreach (var answer in context.IdempotentResponses.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (text.Names(answer.Key, answer.Body))
            {
                found.Add((answer.Owner, answer.Key));
            }
        }

        return found;
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
