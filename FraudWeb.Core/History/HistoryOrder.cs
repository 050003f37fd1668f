namespace FraudWeb.Core.History;

/// <summary>A sort order, or a part of one, that an index can walk. Defines how it begins and how it continues after a cursor.</summary>
internal abstract class HistoryOrder
{
    /// <summary>Predictions with at least this probability are in an index by probability. It covers the few that reviewers look for: an
    /// index over all predictions would cost every write an extra page. Below this limit, the narrow index by time is sorted instead. The
    /// value is a power of two, so that every database formats it with the same digits.</summary>
    public const double LikelyFrom = 0.125;

    private static readonly HistoryOrder Newest = new ByTime(newestFirst: true);
    private static readonly HistoryOrder Oldest = new ByTime(newestFirst: false);
    private static readonly HistoryOrder Likely = new LikelyByProbability();
    private static readonly HistoryOrder Unlikely = new UnlikelyByProbability();

    /// <summary>Returns the consecutive parts of a sort order.</summary>
    public static IReadOnlyList<HistoryOrder> PartsOf(HistorySort sort) => sort switch
    {
        HistorySort.Oldest => [Oldest],
        HistorySort.HighestProbability => [Likely, Unlikely],
        _ => [Newest],
    };

    /// <summary>Returns whether this part can contain predictions that pass a filter.</summary>
    public virtual bool MayHold(HistoryFilter filter) => true;

    /// <summary>Returns whether a cursor is after the end of this part.</summary>
    public virtual bool IsBefore(HistoryCursor cursor) => false;

    /// <summary>Restricts a query to this part.</summary>
    public virtual IQueryable<Prediction> Of(IQueryable<Prediction> query) => query;

    /// <summary>Sorts a query.</summary>
    public abstract IQueryable<Prediction> Sort(IQueryable<Prediction> query);

    /// <summary>Restricts a query to predictions after the cursor.</summary>
    public abstract IQueryable<Prediction> After(IQueryable<Prediction> query, HistoryCursor cursor);

    /// <summary>Restricts a query to predictions up to and including the cursor.</summary>
    public abstract IQueryable<Prediction> UpTo(IQueryable<Prediction> query, HistoryCursor cursor);

    private sealed class ByTime(bool newestFirst) : HistoryOrder
    {
        public override IQueryable<Prediction> Sort(IQueryable<Prediction> query) =>
            newestFirst ? query.OrderByDescending(p => p.Id) : query.OrderBy(p => p.Id);

        public override IQueryable<Prediction> After(IQueryable<Prediction> query, HistoryCursor cursor)
        {
            var id = cursor.Id;
            return newestFirst ? query.Where(p => p.Id < id) : query.Where(p => p.Id > id);
        }

        public override IQueryable<Prediction> UpTo(IQueryable<Prediction> query, HistoryCursor cursor)
        {
            var id = cursor.Id;
            return newestFirst ? query.Where(p => p.Id >= id) : query.Where(p => p.Id <= id);
        }
    }

    private sealed class LikelyByProbability : HistoryOrder
    {
        public override bool MayHold(HistoryFilter filter) => !(filter.MaxProbability < LikelyFrom);

        public override bool IsBefore(HistoryCursor cursor) => !(cursor.Probability >= LikelyFrom);

        // A constant, not a parameter: the database uses the partial index only if it can prove that the query stays inside it.
        public override IQueryable<Prediction> Of(IQueryable<Prediction> query) => query.Where(p => p.Probability >= LikelyFrom);

        public override IQueryable<Prediction> Sort(IQueryable<Prediction> query) =>
            query.OrderByDescending(p => p.Probability).ThenByDescending(p => p.Id);

        public override IQueryable<Prediction> After(IQueryable<Prediction> query, HistoryCursor cursor)
        {
            var (id, probability) = cursor;
            return query.Where(p => p.Probability <= probability && (p.Probability < probability || p.Id < id));
        }

        public override IQueryable<Prediction> UpTo(IQueryable<Prediction> query, HistoryCursor cursor)
        {
            var (id, probability) = cursor;
            return query.Where(p => p.Probability >= probability && (p.Probability > probability || p.Id >= id));
        }
    }

    // Predictions without a score come last, in every database.
    private sealed class UnlikelyByProbability : HistoryOrder
    {
        private const double Unscored = -1;

        public override bool MayHold(HistoryFilter filter) => !(filter.MinProbability >= LikelyFrom);

        public override IQueryable<Prediction> Of(IQueryable<Prediction> query) =>
            query.Where(p => (p.Probability ?? Unscored) < LikelyFrom);

        public override IQueryable<Prediction> Sort(IQueryable<Prediction> query) =>
            query.OrderByDescending(p => p.Probability ?? Unscored).ThenByDescending(p => p.Id);

        // All of this part comes after a cursor of the previous part.
        public override IQueryable<Prediction> After(IQueryable<Prediction> query, HistoryCursor cursor)
        {
            var (id, probability) = (cursor.Id, cursor.Probability ?? Unscored);
            return query.Where(p => (p.Probability ?? Unscored) < probability || ((p.Probability ?? Unscored) == probability && p.Id < id));
        }

        public override IQueryable<Prediction> UpTo(IQueryable<Prediction> query, HistoryCursor cursor)
        {
            var (id, probability) = (cursor.Id, cursor.Probability ?? Unscored);
            return query.Where(
                p => (p.Probability ?? Unscored) > probability || ((p.Probability ?? Unscored) == probability && p.Id >= id));
        }
    }
}
