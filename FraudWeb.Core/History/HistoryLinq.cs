using FraudWeb.Core.Storage;

namespace FraudWeb.Core.History;

/// <summary>Filters, orders and cursors as queries. All of it but filters on fields and on the sender's id is answered by an index alone.</summary>
internal static class HistoryLinq
{
    /// <summary>What a filter asks for, but for its fields.</summary>
    public static IQueryable<Prediction> Passing(this FraudDbContext context, HistoryFilter filter)
    {
        var query = context.Predictions.AsQueryable();
        if (filter.From is { } from)
        {
            var first = PredictionId.From(from);
            query = query.Where(p => p.Id >= first);
        }

        if (filter.To is { } to)
        {
            var end = PredictionId.From(to);
            query = query.Where(p => p.Id < end);
        }

        query = filter.RiskLevel is { } risk ? query.Where(p => p.RiskLevel == risk) : query;
        query = filter.Decision is { } decision ? query.Where(p => p.Decision == decision) : query;
        query = filter.Label is { } label ? query.Where(p => p.Label == label) : query;
        query = filter.MinProbability is { } min ? query.Where(p => p.Probability >= min) : query;
        query = filter.MaxProbability is { } max ? query.Where(p => p.Probability <= max) : query;
        query = filter.Source is { } source ? query.Where(p => p.Source == source) : query;
        query = filter.ModelVersion is { } version ? query.Where(p => p.ModelVersion == version) : query;
        query = filter.IsFraud is { } isFraud ? query.Where(p => p.IsFraud == isFraud) : query;
        query = filter.TransactionId is { } transaction ? query.Where(p => p.TransactionId == transaction) : query;
        if (filter.Fields.Count > 0)
        {
            var schema = filter.Schema?.Json ?? throw new ArgumentException("A filter on fields needs their schema.", nameof(filter));
            var versions = context.Models.Where(model => model.SchemaJson == schema).Select(model => model.Version);
            query = query.Where(p => versions.Contains(p.ModelVersion));
        }

        return query;
    }

    public static IQueryable<Prediction> InOrder(this IQueryable<Prediction> query, HistorySort sort) => sort switch
    {
        HistorySort.Oldest => query.OrderBy(p => p.Id),
        HistorySort.HighestProbability => query.OrderByDescending(p => p.Probability).ThenByDescending(p => p.Id),
        _ => query.OrderByDescending(p => p.Id),
    };

    /// <summary>What comes after a prediction in an order, among those with a score when it has one.</summary>
    public static IQueryable<Prediction> After(this IQueryable<Prediction> query, HistoryCursor cursor, HistorySort sort)
    {
        var (id, probability) = cursor;
        return sort switch
        {
            HistorySort.Oldest => query.Where(p => p.Id > id),
            HistorySort.HighestProbability when probability is not null =>
                query.Where(p => p.Probability <= probability && (p.Probability < probability || p.Id < id)),
            _ => query.Where(p => p.Id < id),
        };
    }

    /// <summary>What does not come after a prediction in an order, among those with a score when it has one.</summary>
    public static IQueryable<Prediction> UpTo(this IQueryable<Prediction> query, HistoryCursor cursor, HistorySort sort)
    {
        var (id, probability) = cursor;
        return sort switch
        {
            HistorySort.Oldest => query.Where(p => p.Id <= id),
            HistorySort.HighestProbability when probability is not null =>
                query.Where(p => p.Probability >= probability && (p.Probability > probability || p.Id >= id)),
            _ => query.Where(p => p.Id >= id),
        };
    }

    /// <summary>The whole predictions of those that a query finds, as far as their inputs are what is wanted. The query goes through its
    /// index in order and looks up each one's inputs, so that it stops when enough are found.</summary>
    public static IQueryable<Prediction> WithInputs(this IQueryable<Prediction> query, FraudDbContext context, IReadOnlyList<FieldFilter> fields, HistorySort sort)
    {
        var pairs = query.Join(context.Predictions, key => key.Id, whole => whole.Id, (key, whole) => new { key, whole });
        foreach (var (position, min, max) in fields)
        {
            // 0 and -0 are one number.
            var least = InputKey.Of(min == 0 ? -0.0 : min);
            var most = InputKey.Of(max == 0 ? 0.0 : max);
            var start = 1 + (position * InputKey.Size);
            pairs = pairs.Where(pair => FraudDbContext.InputAt(pair.whole.Inputs, start, InputKey.Size) >= least
                && FraudDbContext.InputAt(pair.whole.Inputs, start, InputKey.Size) <= most);
        }

        var ordered = sort switch
        {
            HistorySort.Oldest => pairs.OrderBy(pair => pair.key.Id),
            HistorySort.HighestProbability => pairs.OrderByDescending(pair => pair.key.Probability).ThenByDescending(pair => pair.key.Id),
            _ => pairs.OrderByDescending(pair => pair.key.Id),
        };
        return ordered.Select(pair => pair.whole);
    }
}
