using System.Diagnostics;
using System.Runtime.CompilerServices;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.History;

/// <summary>Reads stored predictions. No call reads more than one pass over a narrow index, however many predictions are stored.</summary>
public sealed class PredictionQueries(IDbContextFactory<FraudDbContext> contexts)
{
    /// <summary>The maximum number of predictions per page.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The limit up to which counts are exact.</summary>
    public const int ExactCount = 10_000;

    /// <summary>The maximum number of predictions that a filter on fields examines per call, among those that pass all other
    /// conditions.</summary>
    public const int FieldSearchRows = 50_000;

    /// <summary>The approximate maximum time that a filter on fields searches per call.</summary>
    public static readonly TimeSpan FieldSearchTime = TimeSpan.FromMilliseconds(60);

    private const int FieldSearchStep = 5_000;

    /// <summary>Returns one page of the predictions that pass a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="sort">The sort order.</param>
    /// <param name="limit">The maximum number of predictions, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cursor">The <see cref="HistoryPage.NextCursor"/> of the previous page; null for the first page.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <exception cref="CursorException">The cursor is of another filter or sort order, or was changed.</exception>
    public Task<HistoryPage> PageAsync(
        HistoryFilter filter, HistorySort sort = HistorySort.Newest, int limit = 50, string? cursor = null,
            CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        HistoryCursor? after = cursor is null ? null : HistoryCursor.Parse(cursor, filter, sort);

        // SQLite runs on the calling thread, and a filter with few matches takes a while. A live page must not freeze meanwhile.
        return Task.Run(() => ReadPageAsync(filter, sort, limit, after, cancel), cancel);
    }

    /// <summary>Counts the predictions that pass a filter: exact up to <see cref="ExactCount"/>, always fast.</summary>
    public Task<HistoryCount> CountAsync(HistoryFilter filter, CancellationToken cancel = default) =>
        Task.Run(() => ReadCountAsync(filter, cancel), cancel);

    /// <summary>Returns a prediction by its id; null if there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="accountId">Only predictions of this account are found; null for all.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<Prediction?> FindAsync(PredictionId id, long? accountId = null, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Predictions.FirstOrDefaultAsync(
            prediction => prediction.Id == id && (accountId == null || prediction.AccountId == accountId), cancel);
    }

    /// <summary>Returns all labels of a prediction, the first one first.</summary>
    public async Task<IReadOnlyList<LabelEntry>> LabelsOfAsync(PredictionId id, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Labels.Where(label => label.PredictionId == id).OrderBy(label => label.Id).ToListAsync(cancel);
    }

    /// <summary>Returns whether any prediction is stored.</summary>
    /// <param name="accountId">Only predictions of this account count; null for all.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<bool> AnyAsync(long? accountId = null, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await (accountId is null ? context.Predictions : context.Predictions.Where(prediction => prediction.AccountId == accountId))
            .AnyAsync(cancel);
    }

    /// <summary>Streams all predictions that pass a filter, for an export. Reads page by page, so that a slow consumer blocks neither
    /// writers nor checkpoints of the log. With <see cref="HistorySort.Newest"/>, predictions written meanwhile are left out.</summary>
    public async IAsyncEnumerable<Prediction> StreamAsync(
        HistoryFilter filter, HistorySort sort = HistorySort.Newest, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? cursor = null;
        do
        {
            var page = await PageAsync(filter, sort, MaxLimit, cursor, cancel);
            foreach (var prediction in page.Items)
            {
                yield return prediction;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<HistoryPage> ReadPageAsync(
        HistoryFilter filter, HistorySort sort, int limit, HistoryCursor? after, CancellationToken cancel)
    {
        await using var context = contexts.CreateDbContext();
        var found = new List<Prediction>();
        foreach (var part in HistoryOrder.PartsOf(sort))
        {
            if (part.MayHold(filter) && !(after is { } past && part.IsBefore(past)))
            {
                var (next, searchedTo) = await AddPartAsync(context, filter, part, found, limit, after, cancel);
                if (next is { } cursorOfNext)
                {
                    return new(found, cursorOfNext.ToText(filter, sort), sort == HistorySort.HighestProbability ? null : searchedTo);
                }
            }
        }

        return new(found, null, null);
    }

    private async Task<HistoryCount> ReadCountAsync(HistoryFilter filter, CancellationToken cancel)
    {
        await using var context = contexts.CreateDbContext();
        if (filter.Fields.Count > 0)
        {
            return await CountByFieldsAsync(context, filter, cancel);
        }

        var counted = await context.Passing(filter).Take(ExactCount + 1).CountAsync(cancel);
        if (counted <= ExactCount)
        {
            return new(counted, CountAccuracy.Exact);
        }

        return await RollupEstimate.CountAsync(context, filter, cancel) is { } estimate
            ? new(Math.Max(counted, estimate), CountAccuracy.Estimate)
            : new(ExactCount, CountAccuracy.AtLeast);
    }

    // Adds predictions of one part of the order until the limit is reached. Returns where to continue in this part; null at its end.
    private static async Task<(HistoryCursor? Next, DateTimeOffset? SearchedTo)> AddPartAsync(
        FraudDbContext context, HistoryFilter filter, HistoryOrder order, List<Prediction> found, int limit, HistoryCursor? after,
            CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var at = after;
        for (var looked = 0; ;)
        {
            var rest = order.Of(context.Passing(filter));
            rest = at is { } past ? order.After(rest, past) : rest;
            var step = filter.Fields.Count == 0 ? null : await StepAsync(rest, order, cancel);
            if (step is { Count: 0 })
            {
                return default;
            }

            // The index finds the ids; only these few are then looked up in the table.
            var ids = order.Sort((step is null ? rest : order.UpTo(rest, step[^1])).WithInputs(context, filter.Fields))
                .Take(limit - found.Count + 1).Select(p => p.Id);
            found.AddRange(await order.Sort(context.Predictions.Where(p => ids.Contains(p.Id))).ToListAsync(cancel));
            if (found.Count > limit)
            {
                found.RemoveAt(limit);
                return (new(found[^1].Id, found[^1].Probability), null);
            }

            if (step is null || step.Count < FieldSearchStep)
            {
                return default;
            }

            at = step[^1];
            looked += step.Count;
            if (looked >= FieldSearchRows || clock.Elapsed >= FieldSearchTime)
            {
                return (at, at.Value.Id.Timestamp);
            }
        }
    }

    // No index contains the inputs, so the predictions themselves are read, a limited number at a time.
    private static Task<List<HistoryCursor>> StepAsync(IQueryable<Prediction> rest, HistoryOrder order, CancellationToken cancel) =>
        order.Sort(rest).Take(FieldSearchStep).Select(p => new HistoryCursor(p.Id, p.Probability)).ToListAsync(cancel);

    private static async Task<HistoryCount> CountByFieldsAsync(FraudDbContext context, HistoryFilter filter, CancellationToken cancel)
    {
        var order = HistoryOrder.PartsOf(HistorySort.Newest)[0];
        var clock = Stopwatch.StartNew();
        var count = 0;
        HistoryCursor? at = null;
        while (count <= ExactCount && clock.Elapsed < FieldSearchTime)
        {
            var rest = at is { } past ? order.After(context.Passing(filter), past) : context.Passing(filter);
            var step = await StepAsync(rest, order, cancel);
            if (step.Count > 0)
            {
                count += await order.UpTo(rest, step[^1]).WithInputs(context, filter.Fields).CountAsync(cancel);
            }

            if (step.Count < FieldSearchStep)
            {
                return new(count, CountAccuracy.Exact);
            }

            at = step[^1];
        }

        return new(count, CountAccuracy.AtLeast);
    }
}
