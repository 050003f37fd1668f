using System.Diagnostics;
using System.Runtime.CompilerServices;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.History;

/// <summary>Reads kept predictions. No call reads more than a narrow index once, however many are kept.</summary>
public sealed class PredictionQueries(IDbContextFactory<FraudDbContext> contexts)
{
    /// <summary>The most predictions in a page.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>Up to here counts are exact.</summary>
    public const int ExactCount = 10_000;

    /// <summary>How many predictions that pass all else a filter on fields looks at in one call, at most.</summary>
    public const int FieldSearchRows = 50_000;

    /// <summary>How long a filter on fields goes on looking in one call, about.</summary>
    public static readonly TimeSpan FieldSearchTime = TimeSpan.FromMilliseconds(60);

    private const int FieldSearchStep = 5_000;

    /// <summary>One page of the predictions that pass a filter.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="sort">In what order.</param>
    /// <param name="limit">The most to answer, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cursor">The page before's <see cref="HistoryPage.NextCursor"/>; null for the first.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CursorException">The cursor is of another filter or sort, or was changed.</exception>
    public Task<HistoryPage> PageAsync(
        HistoryFilter filter, HistorySort sort = HistorySort.Newest, int limit = 50, string? cursor = null,
            CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        HistoryCursor? after = cursor is null ? null : HistoryCursor.Parse(cursor, filter, sort);

        // SQLite answers on the thread that asks, and a filter that matches little takes a while: a live page must not stand still
        // meanwhile.
        return Task.Run(() => ReadPageAsync(filter, sort, limit, after, cancel), cancel);
    }

    /// <summary>How many predictions pass a filter: exact up to <see cref="ExactCount"/>, quick always.</summary>
    public Task<HistoryCount> CountAsync(HistoryFilter filter, CancellationToken cancel = default) =>
        Task.Run(() => ReadCountAsync(filter, cancel), cancel);

    /// <summary>A prediction by its id; null when there is none.</summary>
    /// <param name="id">Which.</param>
    /// <param name="accountId">Whose alone may be found; null for anybody's.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Prediction?> FindAsync(PredictionId id, long? accountId = null, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Predictions.FirstOrDefaultAsync(
            prediction => prediction.Id == id && (accountId == null || prediction.AccountId == accountId), cancel);
    }

    /// <summary>Every label that a prediction was given, the first one first.</summary>
    public async Task<IReadOnlyList<LabelEntry>> LabelsOfAsync(PredictionId id, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Labels.Where(label => label.PredictionId == id).OrderBy(label => label.Id).ToListAsync(cancel);
    }

    /// <summary>Whether anything is kept.</summary>
    /// <param name="accountId">Asked for by this account; null for anybody.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<bool> AnyAsync(long? accountId = null, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await (accountId is null ? context.Predictions : context.Predictions.Where(prediction => prediction.AccountId == accountId))
            .AnyAsync(cancel);
    }

    /// <summary>All predictions that pass a filter, for an export. Reads page by page, so that it holds up neither writers nor the log's
    /// clean-up however slowly it is consumed; with <see cref="HistorySort.Newest"/>, what is written meanwhile is left out.</summary>
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

    // Adds what one part of the order holds until the limit is reached. Answers where to go on in this part; null at its end.
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

    // No index knows the inputs, so the predictions themselves are looked at: these, and no more at a time.
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
