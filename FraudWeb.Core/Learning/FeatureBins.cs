using System.Runtime.CompilerServices;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>The bins of one field's values. Bin 0 is missing, the others are 1 to <see cref="Last"/>: for a number by value, for a category
/// with few choices by position, and for one with many choices by <see cref="CategoryRanking"/>.</summary>
internal sealed class FeatureBins
{
    /// <summary>The number of bins that a byte can represent, including the missing one.</summary>
    public const int Limit = 256;

    /// <summary>Up to this many choices have one bin each and are split one against the rest. More are ordered.</summary>
    public const int MaxUnordered = 16;

    private readonly byte[] _ofCategory = [];
    private readonly float[] _arranged = [];

    private FeatureBins(int field, float[] thresholds)
    {
        (Field, Thresholds, Last, IsOrdered) = (field, thresholds, thresholds.Length + 1, true);
        _arranged = ThresholdSearch.Arrange(thresholds);
    }

    private FeatureBins(int field, byte[] ofCategory, int last, bool isOrdered) =>
        (Field, _ofCategory, Last, IsCategory, IsOrdered) = (field, ofCategory, last, true, isOrdered);

    /// <summary>The position of the field in the schema.</summary>
    public int Field { get; }

    /// <summary>The last bin in use.</summary>
    public int Last { get; }

    /// <summary>Whether the bins are sets of a category's choices.</summary>
    public bool IsCategory { get; }

    /// <summary>Whether the bins are ordered: those of a number, and those of a category with many choices.</summary>
    public bool IsOrdered { get; }

    /// <summary>The thresholds, ascending; bin b contains values above threshold b−2 up to and including threshold b−1.</summary>
    public float[] Thresholds { get; } = [];

    /// <summary>Bins a number's values.</summary>
    public static FeatureBins OfNumber(int field, float[] column, BinSample sample, int maxBins) =>
        new(field, Cut(column, sample, maxBins));

    /// <summary>Creates one bin per choice of a category.</summary>
    /// <param name="field">The position of the field in the schema.</param>
    /// <param name="choices">The number of choices, up to <see cref="MaxUnordered"/>.</param>
    public static FeatureBins OfCategory(int field, int choices) =>
        new(field, [.. Enumerable.Range(1, choices).Select(bin => (byte)bin)], choices, isOrdered: false);

    /// <summary>Creates the bins of ordered choices.</summary>
    /// <param name="field">The position of the field in the schema.</param>
    /// <param name="ofChoice">The bin of each choice, 1 to <paramref name="last"/>.</param>
    /// <param name="last">The last bin.</param>
    public static FeatureBins OfRanking(int field, byte[] ofChoice, int last) => new(field, ofChoice, last, isOrdered: true);

    /// <summary>Maps a column to bins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Map(ReadOnlySpan<float> column, Span<byte> bins)
    {
        for (var i = 0; i < column.Length; i++)
        {
            bins[i] = float.IsNaN(column[i]) ? (byte)0
                : IsCategory ? _ofCategory[(int)column[i]]
                : (byte)(ThresholdSearch.CountBelow(ref _arranged[0], column[i]) + 1);
        }
    }

    /// <summary>Returns the categories of a set of bins, one bit per position.</summary>
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

    /// <summary>
    /// Creates a bin for each distinct value if there are few; else bins of about equal weight, where a frequent value gets its own bin.
    /// All frauds together weigh as much as all legitimate rows. The reason: what separates them is often where there is hardly any
    /// legitimate row, such as in the top thousandth of the amounts, and bins of equal size would be too coarse there.
    /// </summary>
    private static float[] Cut(float[] column, BinSample sample, int maxBins)
    {
        var (values, weights) = (new List<float>(), new List<double>());
        var (frauds, legitimate) = (Known(column, sample.Frauds), Known(column, sample.Legitimate));
        float[] merged = [.. frauds, .. legitimate];
        var shares = new double[merged.Length];
        shares.AsSpan(0, frauds.Length).Fill(1.0 / frauds.Length);
        shares.AsSpan(frauds.Length).Fill(1.0 / legitimate.Length);
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
            // The remaining weight is divided evenly among the remaining bins; a value that fills a bin alone closes it immediately.
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

    private static float[] Known(float[] column, int[] rows) => [.. rows.Select(row => column[row]).Where(value => !float.IsNaN(value))];

    /// <summary>Returns the middle of two values; at least the first and below the second, even with rounding or infinity.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle >= low && middle < high ? middle : low;
    }
}

/// <summary>The rows that bin edges are selected from, by class.</summary>
internal sealed record BinSample(int[] Frauds, int[] Legitimate)
{
    /// <summary>About this many rows of a class are enough to cut 255 even bins to within a tenth of their size.</summary>
    private const int ClassRows = 1 << 15;

    /// <summary>Samples rows of each class, evenly spaced.</summary>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="among">The rows to select from.</param>
    public static BinSample Of(byte[] labels, ReadOnlySpan<int> among)
    {
        var byClass = (Frauds: new List<int>(), Legitimate: new List<int>(among.Length));
        foreach (var row in among)
        {
            (labels[row] != 0 ? byClass.Frauds : byClass.Legitimate).Add(row);
        }

        return new(Thin(byClass.Frauds), Thin(byClass.Legitimate));

        static int[] Thin(List<int> rows)
        {
            var stride = Math.Max(1, rows.Count / ClassRows);
            return [.. rows.Where((_, i) => i % stride == 0)];
        }
    }
}

/// <summary>A set of bins.</summary>
internal struct BinSet
{
    private ulong _0;
    private ulong _1;
    private ulong _2;
    private ulong _3;

    /// <summary>Returns the bins of a range, both ends inclusive.</summary>
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

    /// <summary>Returns the highest bin in the set; 0 if it is the missing one or the set is empty.</summary>
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
