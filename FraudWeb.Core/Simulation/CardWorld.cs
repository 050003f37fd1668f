using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>A simulated world of cardholders, devices and merchants that yields labelled transactions of the default schema. Frauds and
/// honest behaviour overlap (travellers, night owls, new phones, shopping sprees, wrong labels), so that a good model
/// classifies most of them correctly, and none all of them.</summary>
public static class CardWorld
{
    /// <summary>The minimum span.</summary>
    public static readonly TimeSpan MinSpan = TimeSpan.FromHours(1);

    /// <summary>Simulates transactions in chronological order. The same arguments give the same transactions on every machine.</summary>
    /// <param name="seed">The seed of the world.</param>
    /// <param name="rows">The number of transactions, which determines the number of cardholders.</param>
    /// <param name="from">The start of the span; not before 1971.</param>
    /// <param name="span">The length of the span; at least <see cref="MinSpan"/>.</param>
    public static IEnumerable<SimulatedTransaction> Simulate(ulong seed, int rows, DateTimeOffset from, TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, MinSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(from.UtcDateTime.Year, 1971, nameof(from));
        return Rows(seed, rows, from.ToUnixTimeMilliseconds(), (long)span.TotalMilliseconds);
    }

    private static IEnumerable<SimulatedTransaction> Rows(ulong seed, int rows, long from, long span)
    {
        // The simulation starts a day earlier, so that the first rows have a history of 24 hours too.
        const long lead = 24 * 3_600_000;
        var random = new SimulationRandom(seed);
        var leadRows = (long)rows * lead / span;
        var world = new People(random, rows / (span / (double)lead), from - lead, from + span);
        var fraud = new Fraudsters(random, world);
        var number = 0;
        foreach (var now in Rhythm.Moments(random, from - lead, from, leadRows).Concat(Rhythm.Moments(random, from, from + span, rows)))
        {
            var purchase = fraud.Next(now) ?? world.Next(now);
            if (now >= from)
            {
                yield return Row(++number, now, purchase, random);
            }
        }
    }

    private static SimulatedTransaction Row(int number, long now, in Purchase purchase, SimulationRandom random)
    {
        const double fraudNeverNoticed = 0.03;
        const double honestDisputed = 0.0002;
        var isFraud = purchase.Scenario >= Scenario.StolenAbroad ? !random.Chance(fraudNeverNoticed) : random.Chance(honestDisputed);
        var transaction = new Transaction(
            TransactionSchema.Default, CardFields.Values(purchase), number.ToString(CultureInfo.InvariantCulture));
        return new(transaction, DateTimeOffset.FromUnixTimeMilliseconds(now), isFraud, purchase.Scenario);
    }
}
