namespace FraudWeb.Core.History;

/// <summary>One order in which predictions can be walked by an index, or a part of one: how it begins, and how it goes on after a
/// cursor.</summary>
internal abstract class HistoryOrder
{
    /// <summary>From this probability on an index keeps predictions by probability. It is for the few that one looks for: an index over all
    /// would cost every write a page of its own, and below this the narrow index by time is sorted through instead. A power of two, so that
    /// every database writes it in the same digits.</summary>
    public const double LikelyFrom = 0.125;

    private static readonly HistoryOrder Newest = new ByTime(newestFirst: true);
    private static readonly HistoryOrder Oldest = new ByTime(newestFirst: false);
    private static readonly HistoryOrder Likely = new LikelyByProbability();
    private static readonly HistoryOrder Unlikely = new UnlikelyByProbability();

    /// <summary>The parts of an order, one after another.</summary>
    public static IReadOnlyList<HistoryOrder> PartsOf(HistorySort sort) => sort switch
    {
        HistorySort.Oldest => [Oldest],
        HistorySort.HighestProbability => [Likely, Unlikely],
        _ => [Newest],
    };

    /// <summary>Whether a filter can find anything in this part.</summary>
    public virtual bool MayHold(HistoryFilter filter) => true;

    /// <summary>Whether a cursor lies behind this part.</summary>
    public virtual bool IsBefore(HistoryCursor cursor) => false;

    /// <summary>What of a query belongs to this part.</summary>
    public virtual IQueryable<Prediction> Of(IQueryable<Prediction> query) => query;

    /// <summary>A query in this order.</summary>
    public abstract IQueryable<Prediction> Sort(IQueryable<Prediction> query);

    /// <summary>What of a query comes after a prediction.</summary>
    public abstract IQueryable<Prediction> After(IQueryable<Prediction> query, HistoryCursor cursor);

    /// <summary>What of a query comes no later than a prediction.</summary>
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

        // A constant, not a parameter: the database uses the index only when it can see that the query stays inside it.
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

    // Those without a score come last, in every database.
    private sealed class UnlikelyByProbability : HistoryOrder
    {
        private const double Unscored = -1;

        public override bool MayHold(HistoryFilter filter) => !(filter.MinProbability >= LikelyFrom);

        public override IQueryable<Prediction> Of(IQueryable<Prediction> query) =>
            query.Where(p => (p.Probability ?? Unscored) < LikelyFrom);

        public override IQueryable<Prediction> Sort(IQueryable<Prediction> query) =>
            query.OrderByDescending(p => p.Probability ?? Unscored).ThenByDescending(p => p.Id);

        // All of this part comes after a cursor of the part before.
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
