using System.Runtime.CompilerServices;
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

    /// <summary>How many predictions that pass all else a filter on fields looks at in one call.</summary>
    public const int FieldSearchRows = 50_000;

    /// <summary>One page of the predictions that pass a filter.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="sort">In what order.</param>
    /// <param name="limit">The most to answer, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cursor">The page before's <see cref="HistoryPage.NextCursor"/>; null for the first.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CursorException">The cursor is of another filter or sort, or was changed.</exception>
    public async Task<HistoryPage> PageAsync(
        HistoryFilter filter, HistorySort sort = HistorySort.Newest, int limit = 50, string? cursor = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        HistoryCursor? after = cursor is null ? null : HistoryCursor.Parse(cursor, filter, sort);
        await using var context = contexts.CreateDbContext();
        if (sort != HistorySort.HighestProbability)
        {
            return await PageAsync(context, context.Passing(filter), filter, sort, limit, after, cancel);
        }

        // Databases differ on where the ones without a score come, so these are a list of their own after the others.
        var page = after is { Probability: null } ? new([], null, null)
            : await PageAsync(context, context.Passing(filter).Where(p => p.Probability != null), filter, sort, limit, after, cancel);
        if (page.NextCursor is not null || (filter.MinProbability ?? filter.MaxProbability) is not null)
        {
            return page;
        }

        var unscored = await PageAsync(
            context, context.Passing(filter).Where(p => p.Probability == null), filter, sort, limit - page.Items.Count,
            after is { Probability: null } ? after : null, cancel);
        return unscored with { Items = [.. page.Items, .. unscored.Items] };
    }

    /// <summary>How many predictions pass a filter: exact up to <see cref="ExactCount"/>, quick always.</summary>
    public async Task<HistoryCount> CountAsync(HistoryFilter filter, CancellationToken cancel = default)
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

    /// <summary>A prediction by its id; null when there is none.</summary>
    public async Task<Prediction?> FindAsync(PredictionId id, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Predictions.FirstOrDefaultAsync(prediction => prediction.Id == id, cancel);
    }

    /// <summary>Every label that a prediction was given, the first one first.</summary>
    public async Task<IReadOnlyList<LabelEntry>> LabelsOfAsync(PredictionId id, CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Labels.Where(label => label.PredictionId == id).OrderBy(label => label.Id).ToListAsync(cancel);
    }

    /// <summary>Whether anything is kept.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel = default)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Predictions.AnyAsync(cancel);
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

    private static async Task<HistoryPage> PageAsync(
        FraudDbContext context, IQueryable<Prediction> passing, HistoryFilter filter, HistorySort sort, int limit, HistoryCursor? after, CancellationToken cancel)
    {
        var rest = after is { } cursor ? passing.After(cursor, sort) : passing;
        HistoryCursor? searched = null;
        List<Prediction> found;
        if (filter.Fields.Count == 0)
        {
            // The index finds the ids; only these few are then looked up in the table.
            var ids = rest.InOrder(sort).Take(limit + 1).Select(p => p.Id);
            found = await context.Predictions.Where(p => ids.Contains(p.Id)).InOrder(sort).ToListAsync(cancel);
        }
        else
        {
            searched = await LastToSearchAsync(rest, sort, cancel);
            found = await (searched is { } last ? rest.UpTo(last, sort) : rest).WithInputs(context, filter.Fields, sort).Take(limit + 1).ToListAsync(cancel);
        }

        if (found.Count > limit)
        {
            found.RemoveAt(limit);
            var next = found.Count > 0 ? new HistoryCursor(found[^1].Id, found[^1].Probability) : HistoryCursor.BeforeUnscored;
            return new(found, next.ToText(filter, sort), null);
        }

        return new(found, searched?.ToText(filter, sort), sort == HistorySort.HighestProbability ? null : searched?.Id.Timestamp);
    }

    // No index knows the inputs, so the rows themselves are looked at, and their number must end somewhere.
    private static async Task<HistoryCursor?> LastToSearchAsync(IQueryable<Prediction> rest, HistorySort sort, CancellationToken cancel)
    {
        var last = await rest.InOrder(sort).Skip(FieldSearchRows - 1).Select(p => new { p.Id, p.Probability }).FirstOrDefaultAsync(cancel);
        return last is null ? null : new(last.Id, last.Probability);
    }

    private static async Task<HistoryCount> CountByFieldsAsync(FraudDbContext context, HistoryFilter filter, CancellationToken cancel)
    {
        var passing = context.Passing(filter);
        var searched = await LastToSearchAsync(passing, HistorySort.Newest, cancel);
        var count = await (searched is { } last ? passing.UpTo(last, HistorySort.Newest) : passing)
            .WithInputs(context, filter.Fields, HistorySort.Newest).Take(ExactCount + 1).CountAsync(cancel);
        return count > ExactCount ? new(ExactCount, CountAccuracy.AtLeast)
            : new(count, searched is null ? CountAccuracy.Exact : CountAccuracy.AtLeast);
    }
}
