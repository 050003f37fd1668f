namespace FraudWeb.Core.Simulation;

/// <summary>At what hours of their own day a person pays.</summary>
internal enum Habit
{
    Daytime,
    AfterWork,
    NightOwl,
}

/// <summary>A person with a card: where they live, how they spend, what they pay with, and what they did lately.</summary>
internal sealed class Cardholder
{
    private const long Day = 24 * 3_600_000L;

    private static readonly double[][] PaysAt =
    [
        [.03, .02, .02, .02, .03, .06, .2, .5, .8, 1, 1, 1, 1, 1, 1, 1, 1, 1, .9, .8, .6, .4, .2, .08],
        [.05, .03, .02, .02, .02, .05, .3, .5, .4, .3, .3, .4, .8, .6, .3, .3, .5, .9, 1, 1, 1, .8, .5, .2],
        [1, .9, .8, .7, .5, .2, .1, .1, .1, .1, .2, .3, .4, .4, .4, .4, .5, .5, .6, .7, .8, .9, 1, 1],
    ];

    private readonly Queue<long> _recent = new();

    public required int Home { get; init; }

    public required int Age { get; init; }

    /// <summary>How often they pay, of the busiest: 0 to 1.</summary>
    public required double Activity { get; init; }

    /// <summary>What they pay, as a multiple of what others pay for the same.</summary>
    public required double Spending { get; init; }

    public required Habit Habit { get; init; }

    /// <summary>The category they buy most.</summary>
    public required int Taste { get; init; }

    /// <summary>Whether their device hides where it is.</summary>
    public required bool HidesPlace { get; init; }

    /// <summary>How far the bank trusts them once their device is old.</summary>
    public required double Trust { get; init; }

    /// <summary>Since when they have their device.</summary>
    public required long DeviceSince { get; set; }

    /// <summary>Where they are now.</summary>
    public int Country { get; private set; }

    public bool Travels => Country != Home;

    private long BackHomeAt { get; set; } = long.MinValue;

    public void StartJourney(int country, long until) => (Country, BackHomeAt) = (country, until);

    public void ComeHomeIfDue(long now)
    {
        if (now >= BackHomeAt)
        {
            (Country, BackHomeAt) = (Home, long.MaxValue);
        }
    }

    public double Pays(int hour) => Activity * PaysAt[(int)Habit][hour];

    /// <summary>What the bank thinks of their own device: a new one earns its trust within weeks.</summary>
    public double DeviceTrust(long now)
    {
        var weeks = (now - DeviceSince) / (7.0 * Day);
        return weeks >= 6 ? Trust : 22 + ((Trust - 22) * weeks / 6);
    }

    /// <summary>How often the card was used in the 24 hours before now; now counts from the next call on.</summary>
    public int UsesInLastDay(long now)
    {
        while (_recent.TryPeek(out var use) && use <= now - Day)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(now);
        return _recent.Count - 1;
    }
}
