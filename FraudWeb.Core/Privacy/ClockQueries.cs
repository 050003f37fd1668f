using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Finds out whether the clock can be right, before expired data is erased by it. A clock that is years ahead would let everything
/// expire. It is doubted if nothing is on record for a month before the last week: the last week alone proves nothing, because a program
/// that starts with a wrong clock records that time itself.</summary>
internal static class ClockQueries
{
    private static readonly TimeSpan Unproven = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(31);

    /// <summary>Gets the reason for doubt, in a sentence; null if there is none.</summary>
    public static async Task<string?> FindDoubtAsync(FraudDbContext context, DateTimeOffset now, CancellationToken cancel)
    {
        var recent = now - Unproven;
        var before = PredictionId.From(recent);
        var prediction = await context.Predictions.Where(known => known.Id < before).OrderByDescending(known => known.Id)
            .Select(known => (PredictionId?)known.Id).FirstOrDefaultAsync(cancel);
        var entry = await context.Audit.Where(known => known.At < recent).OrderByDescending(known => known.Id)
            .Select(known => (DateTimeOffset?)known.At).FirstOrDefaultAsync(cancel);
        var last = prediction?.Timestamp > entry ? prediction.Value.Timestamp : entry ?? prediction?.Timestamp;
        return last is null || recent - last <= LongestSilence ? null : string.Create(CultureInfo.InvariantCulture,
            $"The clock says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC, but nothing is on record between {last.Value.UtcDateTime:yyyy-MM-dd} "
                + $"and {recent.UtcDateTime:yyyy-MM-dd}");
    }
}
