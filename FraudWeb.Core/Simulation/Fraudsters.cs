namespace FraudWeb.Core.Simulation;

/// <summary>All thieves, and their purchases with other people's cards.</summary>
internal sealed class Fraudsters(SimulationRandom random, People people)
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    // Episodes per transaction of the world; with 3 thefts per episode on average they make up about 1.2% of all.
    private const double Episodes = 0.004;

    // Stolen abroad, burst, takeover, breach.
    private static readonly double[] Kinds = [.30, .12, .33, .25];

    // Clothing, Electronics, Food, Grocery, Travel.
    private static readonly double[] Loot = [.25, .40, .08, .05, .22];
    private static readonly double[] Trials = [.25, .20, .35, .15, .05];
    private static readonly double[] Inconspicuous = [.22, .22, .25, .21, .10];

    private readonly PriorityQueue<Theft, (long, long)> _agenda = new();
    private long _planned;

    /// <summary>Returns the theft that is due now; null if there is none.</summary>
    public Purchase? Next(long now)
    {
        while (random.Chance(Episodes))
        {
            Begin(now);
        }

        return _agenda.TryPeek(out _, out var due) && due.Item1 <= now ? Steal(_agenda.Dequeue(), now) : null;
    }

    private void Begin(long now)
    {
        switch (random.Pick(Kinds))
        {
            case 0:
                StolenAbroad(now);
                break;
            case 1:
                Burst(now);
                break;
            case 3 when people.SomeoneCopied(now) is { } victim:
                Breach(victim, now);
                break;
            default:
                Takeover(now);
                break;
        }
    }

    private void StolenAbroad(long now)
    {
        var victim = people.Someone();
        var country = Market.Abroad(random, victim.Home);
        var untilNight = (random.Whole(21, 27) - Market.HourIn(country, now) + 24) % 24;
        var at = now + (untilNight * Hour);
        var trust = random.Between(5, 50);
        for (var left = random.Whole(1, 4); left > 0; left--, at += (long)(random.Between(0.05, 1.2) * Hour))
        {
            Plan(at, new(Scenario.StolenAbroad, victim, country, trust, Mismatch: 0.75, Loot, Factor: 1.7));
        }
    }

    private void Burst(long now)
    {
        var victim = people.Someone();
        var country = random.Chance(0.4) ? Market.Abroad(random, victim.Home) : victim.Home;
        var trust = random.Between(0, 42);
        var at = now;
        for (var left = random.Whole(5, 12); left > 0; left--, at += (long)(random.Between(0.5, 12) * Minute))
        {
            Plan(at, new(Scenario.Burst, victim, country, trust, Mismatch: 0.65, Trials, Factor: left <= 2 ? 2.5 : 0.3));
        }
    }

    private void Takeover(long now)
    {
        // The older of two, because inexperienced people fall for it more often.
        var (one, other) = (people.Someone(), people.Someone());
        var victim = one.Age > other.Age ? one : other;
        var trust = random.Between(0, 36);
        var at = now;
        for (var left = random.Whole(1, 4); left > 0; left--, at += (long)(random.Between(0.1, 3) * Hour))
        {
            Plan(at, new(Scenario.Takeover, victim, victim.Home, trust, Mismatch: 0.8, Loot, Factor: 2.2));
        }
    }

    private void Breach(Cardholder victim, long now)
    {
        var country = random.Chance(0.35) ? Market.Abroad(random, victim.Home) : victim.Home;
        var trust = random.Between(5, 50);
        var at = now;
        for (var left = random.Whole(1, 4); left > 0; left--, at += (long)(random.Between(0.2, 10) * Hour))
        {
            Plan(at, new(Scenario.Breach, victim, country, trust, Mismatch: 0.7, Inconspicuous, Factor: 2));
        }
    }

    private void Plan(long at, Theft theft) => _agenda.Enqueue(theft, (at, _planned++));

    private Purchase Steal(Theft theft, long now)
    {
        var category = random.Pick(theft.Basket);
        var merchant = people.Market.Someone(random, theft.Country, category);
        var trust = theft.Trust + (4 * random.Normal());
        return new(
            theft.Scenario, Market.Price(random, merchant, category, theft.Factor), Market.HourIn(theft.Country, now), category,
            theft.Country != theft.Victim.Home, random.Chance(theft.Mismatch), (int)Math.Clamp(trust, 0, 100),
            theft.Victim.UsesInLastDay(now), theft.Victim.Age);
    }

    private sealed record Theft(
        Scenario Scenario, Cardholder Victim, int Country, double Trust, double Mismatch, double[] Basket, double Factor);
}
