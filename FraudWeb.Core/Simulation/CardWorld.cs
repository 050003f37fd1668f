using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>A simulated world of cardholders, devices and merchants that yields labelled transactions of the default schema. Frauds and
/// honest behaviour overlap (travellers, night owls, new phones, shopping sprees, wrong labels), so that a good model
/// gets most of it right and none gets all.</summary>
public static class CardWorld
{
    /// <summary>The shortest span.</summary>
    public static readonly TimeSpan MinSpan = TimeSpan.FromHours(1);

    /// <summary>Transactions in order of time. The same arguments give the same transactions, on every machine.</summary>
    /// <param name="seed">Which of the many worlds.</param>
    /// <param name="rows">How many; the world has as many cardholders as make them in that span.</param>
    /// <param name="from">No transaction is earlier; not before 1971.</param>
    /// <param name="span">How long; at least <see cref="MinSpan"/>.</param>
    public static IEnumerable<SimulatedTransaction> Simulate(ulong seed, int rows, DateTimeOffset from, TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, MinSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(from.UtcDateTime.Year, 1971, nameof(from));
        return Rows(seed, rows, from.ToUnixTimeMilliseconds(), (long)span.TotalMilliseconds);
    }

    private static IEnumerable<SimulatedTransaction> Rows(ulong seed, int rows, long from, long span)
    {
        // The world lives for a day before anyone looks, so that the first rows have a history of 24 hours too.
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
