using System.Numerics;

namespace FraudWeb.Core.Simulation;

/// <summary>Random numbers that are the same for the same seed on every machine and every version of .NET: xoshiro256**
/// (Blackman and Vigna 2018, prng.di.unimi.it), seeded by SplitMix64. It uses only sums, products and roots, which IEEE 754 defines
/// to the bit; the platform's logarithms and cosines may differ. Not for secrets.</summary>
internal sealed class SimulationRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts the sequence of a seed.</summary>
    public SimulationRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>Returns 64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Returns a uniform number from 0 inclusive to 1 exclusive.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a uniform number from <paramref name="low"/> inclusive to <paramref name="high"/> exclusive.</summary>
    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Returns a uniform integer from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Returns a uniform integer from <paramref name="low"/> to <paramref name="high"/>, both inclusive.</summary>
    public int Whole(int low, int high) => low + Below(high - low + 1);

    /// <summary>Returns true with the given probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Returns a number of mean 0 and variance 1: a sum of four uniforms (Irwin–Hall), close enough to normal for people's
    /// habits.</summary>
    public double Normal()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65_536.0) - (2 - (2 / 65_536.0))) * 1.7320508075688772;
    }

    /// <summary>Returns a factor around 1, above <c>x</c> as often as below <c>1 / x</c>: e to the power of spread ×
    /// <see cref="Normal"/>.</summary>
    public double Factor(double spread) => Exp(spread * Normal());

    /// <summary>Returns a random position, drawn in proportion to the weights.</summary>
    public int Pick(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var left = total * Unit();
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    // Powers of two times a Taylor series on ±ln 2 / 2, because Math.Exp may differ in its last bit between platforms.
    private static double Exp(double x)
    {
        var power = Math.Round(x * 1.4426950408889634);
        var rest = x - (power * 0.6931471805599453);
        var sum = 1.0;
        for (var i = 13; i > 0; i--)
        {
            sum = 1 + (rest / i * sum);
        }

        return Math.ScaleB(sum, (int)power);
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
