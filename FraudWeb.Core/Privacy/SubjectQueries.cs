using System.Runtime.CompilerServices;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Reads what is stored about a person (GDPR, article 15).</summary>
public sealed class SubjectQueries(Database database, AuditLog audit, AuditChain chain)
{
    private const int PageRows = 500;

    /// <summary>Counts the records of each subject. Idempotent responses are not searched.</summary>
    public Task<IReadOnlyList<SubjectCounts>> CountAsync(IReadOnlyList<Subject> subjects, CancellationToken cancel = default) =>
        Task.Run(() => ReadCountsAsync(subjects, cancel), cancel);

    /// <summary>Reads all records of the subjects page by page, oldest first. The audit entry is written before the first record is
    /// returned.</summary>
    public async IAsyncEnumerable<SubjectRecord> ReadAsync(
        IReadOnlyList<Subject> subjects, Caller by, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var (subject, kept, _) in await CountAsync(subjects, cancel))
        {
            await audit.AppendAsync(by, AuditActions.Exported, subject.TargetOf(chain), kept.ToString(), cancel);
            await foreach (var record in ReadAsync(subject, cancel))
            {
                yield return record;
            }
        }
    }

    private async Task<IReadOnlyList<SubjectCounts>> ReadCountsAsync(IReadOnlyList<Subject> subjects, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subjects.Count, Subject.MaxCount, nameof(subjects));
        await using var context = database.CreateDbContext();
        var counts = new List<SubjectCounts>();
        foreach (var subject in subjects)
        {
            counts.Add(new(subject, await context.CountAsync(context.PredictionsOf(subject), cancel),
                await context.HoldsOf(subject).AnyAsync(cancel)));
        }

        return counts;
    }

    private async IAsyncEnumerable<SubjectRecord> ReadAsync(Subject subject, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = default(PredictionId); ;)
        {
            await using var context = database.CreateDbContext();
            var page = context.PredictionsOf(subject).Where(prediction => prediction.Id > after).OrderBy(prediction => prediction.Id)
                .Take(PageRows);
            var ids = page.Select(prediction => prediction.Id);
            var labels = (await context.Labels.Where(label => ids.Contains(label.PredictionId)).OrderBy(label => label.Id).ToListAsync(
                cancel)).ToLookup(label => label.PredictionId);
            var contests = (await context.Contests.Where(contest => ids.Contains(contest.PredictionId)).OrderBy(
                contest => contest.Id).ToListAsync(cancel))
                .ToLookup(contest => contest.PredictionId);
            var predictions = await page.ToListAsync(cancel);
            foreach (var prediction in predictions)
            {
                yield return new(prediction, [.. labels[prediction.Id]], [.. contests[prediction.Id]]);
            }

            if (predictions.Count < PageRows)
            {
                yield break;
            }

            after = predictions[^1].Id;
        }
    }
}
