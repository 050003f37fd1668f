using FraudWeb.Core;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using Figures = FraudWeb.Core.Dashboard.DashboardFigures;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>Loads the figures of a range from the database.</summary>
public sealed class DashboardLoader(DashboardQueries figures, PredictionQueries predictions, ScoringService scoring, TimeProvider clock)
{
    /// <summary>Loads the current figures of a range; null if there are no predictions at all.</summary>
    /// <param name="asked">The range; null for the shortest that has predictions.</param>
    /// <param name="zone">The viewer's time zone.</param>
    /// <param name="known">The last result. Its previous period is reused if it is the same, because it no longer changes.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<DashboardAnswer?> LoadAsync(TimeRange? asked, TimeZoneInfo zone, DashboardData? known, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var range = asked;
        if (range is null)
        {
            if (await NewestAsync(cancel) is not { } latest)
            {
                return null;
            }

            range = TimeRange.Reaching(latest, now, zone);
        }

        var period = range.At(now, zone);
        var schema = scoring.GetScorer().Schema;
        var before = known is not null && known.Schema == schema
            && (known.Period.BeforeFrom, known.Period.BeforeTo) == (period.BeforeFrom, period.BeforeTo)
            ? Task.FromResult(known.Before)
            : FiguresAsync(period.BeforeFrom, period.BeforeTo, schema, zone, cancel);
        var current = FiguresAsync(period.From, period.To, schema, zone, cancel);
        await Task.WhenAll(before, current);
        var data = new DashboardData(period, schema, scoring.Policy.Threshold, await current, await before);
        if (!data.IsEmpty)
        {
            return new(range, data, null, now);
        }

        return await NewestAsync(cancel) is { } newest ? new(range, data, newest, now) : null;
    }

    // SQLite runs queries on the calling thread, which must not be the circuit's.
    private Task<Figures> FiguresAsync(
        DateTimeOffset from, DateTimeOffset to, TransactionSchema schema, TimeZoneInfo zone, CancellationToken cancel) =>
        Task.Run(() => figures.LoadAsync(from, to, schema, zone, cancel), cancel);

    private async Task<DateTimeOffset?> NewestAsync(CancellationToken cancel)
    {
        var page = await Task.Run(() => predictions.PageAsync(new(), limit: 1, cancel: cancel), cancel);
        return page.Items is [var newest, ..] ? newest.Timestamp : null;
    }
}
