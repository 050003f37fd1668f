namespace FraudWeb.Core.Learning;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed on every machine and in every version of
/// .NET.</summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Returns a separate sequence for a part of the work, so that parts may run in any order.</summary>
    public static SeededRandom For(int seed, int part) => new(new SeededRandom((uint)seed).Next() + new SeededRandom((uint)part).Next());

    /// <summary>Returns 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns an integer from 0 inclusive to the limit exclusive.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>Returns a number from 0 inclusive to 1 exclusive.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Shuffles items.</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
