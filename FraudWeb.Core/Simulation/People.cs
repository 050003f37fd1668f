namespace FraudWeb.Core.Simulation;

/// <summary>All cardholders, and their honest purchases.</summary>
internal sealed class People
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private const double PurchasesPerDay = 1.3;

    // Clothing, Electronics, Food, Grocery, Travel.
    private static readonly double[] Basket = [.15, .10, .38, .32, .05];
    private static readonly double[] JourneyBasket = [.15, .08, .42, .10, .25];
    private static readonly double[] SpreeBasket = [.45, .25, .15, .10, .05];

    private static readonly double[] HomeShares = [30, 14, 12, 10, 8, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1];

    private readonly SimulationRandom _random;
    private readonly Cardholder[] _holders;
    private readonly PriorityQueue<Cardholder, (long, long)> _sprees = new();
    private readonly List<(Cardholder Holder, long At)> _copied = [];
    private long _planned;
    private int _ripe;

    public People(SimulationRandom random, double purchasesPerDay, long from, long until)
    {
        _random = random;
        _holders = new Cardholder[(int)Math.Clamp(purchasesPerDay / PurchasesPerDay, 100, 5_000_000)];
        for (var i = 0; i < _holders.Length; i++)
        {
            _holders[i] = Born(from);
        }

        Market = new(random, Math.Clamp(_holders.Length / 200, 3, 500), from, until);
    }

    public Market Market { get; }

    /// <summary>Returns a random cardholder.</summary>
    public Cardholder Someone() => _holders[_random.Below(_holders.Length)];

    /// <summary>Returns a cardholder whose card was copied some days ago; null if there is none.</summary>
    public Cardholder? SomeoneCopied(long now)
    {
        while (_ripe < _copied.Count && _copied[_ripe].At < now - (2 * Day))
        {
            _ripe++;
        }

        // Copied cards are sold in the order in which they were stolen; the newest thousand are on offer.
        return _ripe == 0 ? null : _copied[_random.Whole(Math.Max(0, _ripe - 1_000), _ripe - 1)].Holder;
    }

    /// <summary>Returns an honest cardholder's purchase now.</summary>
    public Purchase Next(long now)
    {
        if (_sprees.TryPeek(out _, out var due) && due.Item1 <= now)
        {
            var shopper = _sprees.Dequeue();
            shopper.ComeHomeIfDue(now);
            return Buys(shopper, now, SpreeBasket, 1.5, Scenario.Spree);
        }

        var holder = SomeoneAwake(now);
        LiveOn(holder, now);
        return holder.Travels
            ? Buys(holder, now, JourneyBasket, 1.3, Scenario.Travel)
            : Buys(holder, now, Basket, 1, Scenario.Everyday);
    }

    private Cardholder SomeoneAwake(long now)
    {
        while (true)
        {
            var holder = Someone();
            holder.ComeHomeIfDue(now);
            if (_random.Chance(holder.Pays(Market.HourIn(holder.Country, now))))
            {
                return holder;
            }
        }
    }

    // The chances are per purchase, so that busy cardholders also travel and break phones more often.
    private void LiveOn(Cardholder holder, long now)
    {
        const double newPhone = 0.004;
        const double departure = 0.006;
        const double spree = 0.004;
        if (_random.Chance(newPhone))
        {
            holder.DeviceSince = now;
        }

        if (!holder.Travels && _random.Chance(departure))
        {
            holder.StartJourney(Market.Abroad(_random, holder.Home), now + (long)(_random.Between(2, 12) * Day));
        }

        if (_random.Chance(spree))
        {
            var at = now;
            for (var left = _random.Whole(3, 11); left > 0; left--)
            {
                at += (long)(_random.Between(0.02, 0.9) * Hour);
                _sprees.Enqueue(holder, (at, _planned++));
            }
        }
    }

    private Purchase Buys(Cardholder holder, long now, double[] basket, double factor, Scenario scenario)
    {
        const double favourite = 0.25;
        const double foreignShop = 0.03;
        const double borrowedDevice = 0.07;
        var category = _random.Chance(favourite) ? holder.Taste : _random.Pick(basket);
        var country = _random.Chance(foreignShop) ? Market.Abroad(_random, holder.Home) : holder.Country;
        var merchant = Market.Someone(_random, country, category);
        if (merchant.BreachedFrom <= now && now < merchant.BreachedUntil)
        {
            _copied.Add((holder, now));
        }

        var trust = _random.Chance(borrowedDevice) ? _random.Between(10, 65) : holder.DeviceTrust(now) + (6 * _random.Normal());
        var mismatch = holder.HidesPlace ? 0.5 : holder.Travels ? 0.25 : 0.02;
        return new(
            scenario, Market.Price(_random, merchant, category, holder.Spending * factor), Market.HourIn(country, now), category,
            country != holder.Home, _random.Chance(mismatch), (int)Math.Clamp(trust, 0, 100), holder.UsesInLastDay(now), holder.Age);
    }

    private Cardholder Born(long now)
    {
        var home = _random.Pick(HomeShares);
        var holder = new Cardholder
        {
            Home = home,
            Age = (int)Math.Clamp(46 + (17 * _random.Normal()), 18, 95),
            Activity = _random.Between(0.15, 1),
            Spending = _random.Factor(0.4),
            Habit = (Habit)_random.Pick([.45, .45, .10]),
            Taste = _random.Pick(Basket),
            HidesPlace = _random.Chance(0.04),
            Trust = Math.Clamp(74 + (12 * _random.Normal()), 35, 98),
            DeviceSince = now - (long)(_random.Between(0, 730) * Day),
        };
        holder.ComeHomeIfDue(now);
        return holder;
    }
}
