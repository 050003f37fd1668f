using FraudWeb.Core.Storage;

namespace FraudWeb.Core.History;

/// <summary>Translates filters to queries. All conditions except those on fields and on the sender's id are answered by an index
/// alone.</summary>
internal static class HistoryLinq
{
    /// <summary>Returns the predictions that pass a filter, ignoring its fields.</summary>
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
        query = filter.AccountId is { } account ? query.Where(p => p.AccountId == account) : query;
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

    /// <summary>Restricts a query to predictions with matching inputs. The query itself stays inside its index, but the inputs of each
    /// prediction are looked up in the table, so the query should be selective.</summary>
    public static IQueryable<Prediction> WithInputs(
        this IQueryable<Prediction> query, FraudDbContext context, IReadOnlyList<FieldFilter> fields)
    {
        if (fields.Count == 0)
        {
            return query;
        }

        // A join, not EXISTS, because SQLite plans EXISTS differently between versions: 3.35 materialised the whole table.
        var pairs = query.Join(context.Predictions, key => key.Id, whole => whole.Id, (key, whole) => new { key, whole.Inputs });
        foreach (var (position, min, max) in fields)
        {
            // 0 and -0 are the same number.
            var least = InputKey.Of(min == 0 ? -0.0 : min);
            var most = InputKey.Of(max == 0 ? 0.0 : max);
            var start = 1 + (position * InputKey.Size);
            pairs = pairs.Where(pair => FraudDbContext.InputAt(pair.Inputs, start, InputKey.Size) >= least
                && FraudDbContext.InputAt(pair.Inputs, start, InputKey.Size) <= most);
        }

        return pairs.Select(pair => pair.key);
    }
}
