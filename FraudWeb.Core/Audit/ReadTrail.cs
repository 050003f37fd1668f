using System.Globalization;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Audit;

/// <summary>Records in the audit log who reads stored predictions by the API: the first call of an hour at once, and all of them together
/// when the hour is over, so that a system that reads much does not fill the log.</summary>
public sealed class ReadTrail(AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Actor, Tally> _tallies = [];

    /// <summary>Counts a call. It does not fail if the database can't be written to: the call is recorded with a later one.</summary>
    /// <param name="by">The reader.</param>
    /// <param name="predictions">The number of predictions that it got.</param>
    public async Task RecordAsync(Caller by, int predictions)
    {
        Tally? first = null;
        lock (_gate)
        {
            if (!_tallies.TryGetValue(by.Actor, out var tally))
            {
                _tallies.Add(by.Actor, tally = new(by, clock.GetUtcNow(), clock.GetTimestamp()));
            }

            tally.Calls++;
            tally.Predictions += predictions;
            if (!tally.IsRecorded)
            {
                (first, tally.IsRecorded) = (tally, true);
            }
        }

        if (first is not null && !await TryAppendAsync(by, "first call of an hour"))
        {
            lock (_gate)
            {
                first.IsRecorded = false;
            }
        }
    }

    /// <summary>Records the calls of the hours that are over.</summary>
    /// <param name="all">Whether to record those of hours that are not over too, before the program ends.</param>
    public async Task SummarizeAsync(bool all = false)
    {
        Tally[] over;
        lock (_gate)
        {
            over = [.. _tallies.Values.Where(tally => all || clock.GetElapsedTime(tally.Timestamp) >= Period)];
            foreach (var tally in over)
            {
                _tallies.Remove(tally.By.Actor);
            }
        }

        foreach (var tally in over)
        {
            await TryAppendAsync(tally.By, string.Create(CultureInfo.InvariantCulture,
                $"{tally.Calls} calls since {tally.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC read {tally.Predictions} predictions"));
        }
    }

    private async Task<bool> TryAppendAsync(Caller by, string detail)
    {
        try
        {
            await audit.AppendAsync(by, AuditActions.PredictionsRead, detail: detail);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private sealed class Tally(Caller by, DateTimeOffset since, long timestamp)
    {
        public Caller By => by;

        public DateTimeOffset Since => since;

        public long Timestamp => timestamp;

        public bool IsRecorded { get; set; }

        public long Calls { get; set; }

        public long Predictions { get; set; }
    }
}
