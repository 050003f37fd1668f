namespace FraudWeb.Core.Simulation;

/// <summary>The times at which people pay: rarely at night, most often before supper, more on Fridays and Saturdays.</summary>
internal static class Rhythm
{
    private static readonly double[] Hours =
        [.22, .14, .10, .08, .08, .12, .28, .55, .80, .95, 1.0, 1.05, 1.15, 1.05, .95, .95, 1.0, 1.15, 1.3, 1.35, 1.2, .95, .65, .40];

    // Sunday first, as DayOfWeek counts.
    private static readonly double[] Days = [.85, .95, .95, 1.0, 1.0, 1.2, 1.3];

    /// <summary>Returns exactly <paramref name="count"/> moments of a span in chronological order, distributed by the rhythm.</summary>
    /// <returns>Unix milliseconds.</returns>
    public static IEnumerable<long> Moments(SimulationRandom random, long from, long until, long count)
    {
        const long hourLength = 3_600_000;
        var step = Volume(from, until) / count;
        var (start, end) = (from, Math.Min(until, NextHour(from)));
        var (before, within) = (0.0, Volume(start, end));
        for (var i = 0L; i < count; i++)
        {
            // One moment in each of count equal shares of the volume: random, and sorted without a sort.
            var target = (i + random.Unit()) * step;
            while (target > before + within && end < until)
            {
                before += within;
                (start, end) = (end, Math.Min(until, end + hourLength));
                within = Weight(start) * (end - start);
            }

            yield return Math.Min(end - 1, start + (long)((target - before) / within * (end - start)));
        }

        static long NextHour(long moment) => (moment / hourLength * hourLength) + hourLength;

        static double Volume(long from, long until)
        {
            var volume = 0.0;
            for (var (start, end) = (from, Math.Min(until, NextHour(from))); start < until; (start, end) =
                (end, Math.Min(until, end + hourLength)))
            {
                volume += Weight(start) * (end - start);
            }

            return volume;
        }
    }

    private static double Weight(long moment)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(moment);
        return Hours[time.Hour] * Days[(int)time.DayOfWeek];
    }
}
