namespace FraudWeb.Core.Simulation;

/// <summary>The hours of the local day at which a person pays.</summary>
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

    /// <summary>The frequency of payments relative to the busiest person: 0 to 1.</summary>
    public required double Activity { get; init; }

    /// <summary>The amounts, as a multiple of the typical price.</summary>
    public required double Spending { get; init; }

    public required Habit Habit { get; init; }

    /// <summary>The preferred category.</summary>
    public required int Taste { get; init; }

    /// <summary>Whether the device hides its location.</summary>
    public required bool HidesPlace { get; init; }

    /// <summary>The bank's trust in the device once it is old.</summary>
    public required double Trust { get; init; }

    /// <summary>The time since which they have had the device.</summary>
    public required long DeviceSince { get; set; }

    /// <summary>The present country.</summary>
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

    /// <summary>Returns the bank's trust in their own device. A new device earns it within weeks.</summary>
    public double DeviceTrust(long now)
    {
        var weeks = (now - DeviceSince) / (7.0 * Day);
        return weeks >= 6 ? Trust : 22 + ((Trust - 22) * weeks / 6);
    }

    /// <summary>Counts the uses of the card in the 24 hours before now, and records a use now, which counts from the next call
    /// on.</summary>
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
