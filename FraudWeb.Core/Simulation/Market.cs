namespace FraudWeb.Core.Simulation;

/// <summary>A shop: its prices, and the period in which its customers' cards were copied, if any.</summary>
internal sealed record Merchant(double PriceLevel, long BreachedFrom, long BreachedUntil);

/// <summary>The countries with their time zones, and their merchants.</summary>
internal sealed class Market
{
    /// <summary>Clothing, Electronics, Food, Grocery, Travel: the positions of the default schema's choices.</summary>
    public const int Categories = 5;

    // Offsets from UTC in whole hours. Most cardholders live in the first few countries.
    private static readonly int[] Clocks = [1, 0, 1, 2, 1, 0, 2, 3, -5, -8, -3, 4, 5, 7, 8, 9];

    private static readonly double[] MedianPrices = [55, 140, 17, 38, 190];
    private static readonly double[] PriceSpreads = [.7, .9, .6, .6, .9];

    private readonly Merchant[][] _merchants;

    public Market(SimulationRandom random, int merchantsPerShelf, long from, long until)
    {
        _merchants = new Merchant[Countries * Categories][];
        for (var shelf = 0; shelf < _merchants.Length; shelf++)
        {
            _merchants[shelf] = new Merchant[merchantsPerShelf];
            for (var i = 0; i < merchantsPerShelf; i++)
            {
                _merchants[shelf][i] = Open(random, from, until);
            }
        }
    }

    public static int Countries => Clocks.Length;

    /// <summary>Returns the hour of the day in a country.</summary>
    public static int HourIn(int country, long moment) => (int)(((moment / 3_600_000) + Clocks[country] + 24) % 24);

    /// <summary>Returns a random other country.</summary>
    public static int Abroad(SimulationRandom random, int home) => (home + random.Whole(1, Countries - 1)) % Countries;

    public Merchant Someone(SimulationRandom random, int country, int category)
    {
        var shelf = _merchants[(country * Categories) + category];
        return shelf[random.Below(shelf.Length)];
    }

    /// <summary>Returns the price of a purchase, in cents: many small ones, few large ones.</summary>
    public static long Price(SimulationRandom random, Merchant merchant, int category, double factor)
    {
        var price = MedianPrices[category] * merchant.PriceLevel * factor * random.Factor(PriceSpreads[category]);
        return Math.Clamp((long)Math.Floor((price * 100) + 0.5), 50, 2_500_000);
    }

    private static Merchant Open(SimulationRandom random, long from, long until)
    {
        const double breachedShare = 0.04;
        var priceLevel = random.Factor(0.35);
        if (!random.Chance(breachedShare))
        {
            return new(priceLevel, long.MaxValue, long.MaxValue);
        }

        var breach = from + (long)((until - from) * random.Between(-0.1, 0.7));
        return new(priceLevel, breach, breach + (long)(random.Between(3, 8) * 24 * 3_600_000));
    }
}
