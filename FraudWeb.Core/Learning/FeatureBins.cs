namespace FraudWeb.Core.Learning;

/// <summary>How the values of one field fall into bins. Bin 0 is missing, the others follow from 1 to <see cref="Last"/>: a number's by
/// size, a category's by position. A field of more categories than a byte tells apart has several such columns: each has bins for some
/// of the categories and a last one for all others.</summary>
internal sealed class FeatureBins
{
    /// <summary>How many bins a byte tells apart, the missing one included.</summary>
    public const int Limit = 256;

    /// <summary>Edges are picked from about so many rows of a class: enough to cut 255 even bins to within a tenth of their size.</summary>
    private const int SampleRows = 1 << 15;

    private readonly byte[] _ofCategory = [];

    private FeatureBins(int field, float[] thresholds) => (Field, Thresholds, Last) = (field, thresholds, thresholds.Length + 1);

    private FeatureBins(int field, byte[] ofCategory, int last) => (Field, _ofCategory, Last, IsCategory) = (field, ofCategory, last, true);

    /// <summary>The position of the field in the schema.</summary>
    public int Field { get; }

    /// <summary>The last bin in use.</summary>
    public int Last { get; }

    /// <summary>Whether the bins have no order.</summary>
    public bool IsCategory { get; }

    /// <summary>How many choices a category has; 0 for a number.</summary>
    public int Choices => _ofCategory.Length;

    /// <summary>Ascending; bin b holds what is above threshold b−2 and up to threshold b−1, inclusive.</summary>
    public float[] Thresholds { get; } = [];

    /// <summary>Cuts a number's values into bins.</summary>
    public static FeatureBins OfNumber(int field, float[] values, byte[] labels, int maxBins) =>
        new(field, Cut(values, labels, maxBins));

    /// <summary>Gives every category a bin of its own.</summary>
    public static IEnumerable<FeatureBins> OfCategory(int field, int choices)
    {
        var own = choices < Limit ? choices : Limit - 2;
        for (var from = 0; from < choices; from += own)
        {
            var count = Math.Min(own, choices - from);
            var ofCategory = new byte[choices];
            Array.Fill(ofCategory, (byte)(count + 1));
            for (var i = 0; i < count; i++)
            {
                ofCategory[from + i] = (byte)(i + 1);
            }

            yield return new(field, ofCategory, count == choices ? count : count + 1);
        }
    }

    /// <summary>Puts a column into bins.</summary>
    public void Map(ReadOnlySpan<float> column, Span<byte> bins)
    {
        for (var i = 0; i < column.Length; i++)
        {
            bins[i] = float.IsNaN(column[i]) ? (byte)0 : IsCategory ? _ofCategory[(int)column[i]] : BinOf(column[i]);
        }
    }

    /// <summary>The categories of a set of bins, one bit a position.</summary>
    public ulong[] CategoriesOf(BinSet set)
    {
        var bits = new ulong[(_ofCategory.Length + 63) / 64];
        for (var position = 0; position < _ofCategory.Length; position++)
        {
            if (set.Contains(_ofCategory[position]))
            {
                bits[position / 64] |= 1UL << (position % 64);
            }
        }

        return bits;
    }

    /// <summary>One more than the number of thresholds below the value, by halving without branches.</summary>
    private byte BinOf(float value)
    {
        var (from, count) = (0, Thresholds.Length);
        while (count > 0)
        {
            var half = (count + 1) / 2;
            from += Thresholds[from + half - 1] < value ? half : 0;
            count -= half;
        }

        return (byte)(from + 1);
    }

    /// <summary>
    /// A bin for every distinct value where they are few; else bins of about equal weight, a heavy value alone in its own. Frauds
    /// together weigh as much as all legitimate rows: what parts them often lies where hardly any legitimate row is, in the upper
    /// thousandth of the amounts, and bins of equal size would be too coarse there.
    /// </summary>
    private static float[] Cut(float[] column, byte[] labels, int maxBins)
    {
        var (values, weights) = (new List<float>(), new List<double>());
        var (frauds, legitimate) = (Sample(column, labels, 1), Sample(column, labels, 0));
        float[] merged = [.. frauds, .. legitimate];
        double[] shares = [.. frauds.Select(_ => 1.0 / frauds.Count), .. legitimate.Select(_ => 1.0 / legitimate.Count)];
        Array.Sort(merged, shares);
        for (var i = 0; i < merged.Length; i++)
        {
            if (i == 0 || merged[i] != merged[i - 1])
            {
                values.Add(merged[i]);
                weights.Add(0);
            }

            weights[^1] += shares[i];
        }

        var thresholds = new List<float>(maxBins);
        var (left, bins, filled) = (weights.Sum(), maxBins, 0.0);
        for (var i = 0; i + 1 < values.Count && bins > 1; i++)
        {
            // The weight left is shared evenly by the bins left; a value that fills a bin alone does not wait for others.
            var even = left / bins;
            filled += weights[i];
            if (values.Count <= maxBins || filled + weights[i + 1] / 2 > even || weights[i + 1] >= even)
            {
                thresholds.Add(Between(values[i], values[i + 1]));
                left -= filled;
                filled = 0;
                bins--;
            }
        }

        return [.. thresholds];
    }

    /// <summary>The values of some rows of a class, evenly spaced through the data.</summary>
    private static List<float> Sample(float[] column, byte[] labels, byte label)
    {
        var stride = Math.Max(1, labels.AsSpan().Count(label) / SampleRows);
        var (sample, seen) = (new List<float>(), 0);
        for (var i = 0; i < column.Length; i++)
        {
            if (labels[i] == label && seen++ % stride == 0 && !float.IsNaN(column[i]))
            {
                sample.Add(column[i]);
            }
        }

        return sample;
    }

    /// <summary>The middle of two values; not below the first and below the second, also where rounding or infinity would break it.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle >= low && middle < high ? middle : low;
    }
}

/// <summary>A set of bins.</summary>
internal struct BinSet
{
    private ulong _0;
    private ulong _1;
    private ulong _2;
    private ulong _3;

    /// <summary>The bins from one to another, both inclusive.</summary>
    public static BinSet Range(int from, int to)
    {
        var set = default(BinSet);
        for (var bin = from; bin <= to; bin++)
        {
            set.Add(bin);
        }

        return set;
    }

    public readonly bool Contains(int bin) => (Word(bin >> 6) >> (bin & 63) & 1) != 0;

    public void Add(int bin)
    {
        var bit = 1UL << (bin & 63);
        switch (bin >> 6)
        {
            case 0: _0 |= bit; break;
            case 1: _1 |= bit; break;
            case 2: _2 |= bit; break;
            default: _3 |= bit; break;
        }
    }

    /// <summary>The highest bin in the set; 0 when that is the missing one or none.</summary>
    public readonly int Highest()
    {
        for (var word = 3; word >= 0; word--)
        {
            if (Word(word) != 0)
            {
                return word * 64 + 63 - System.Numerics.BitOperations.LeadingZeroCount(Word(word));
            }
        }

        return 0;
    }

    private readonly ulong Word(int word) => word switch { 0 => _0, 1 => _1, 2 => _2, _ => _3 };
}
