namespace FraudWeb.Core.Learning;

/// <summary>The limits of all trees.</summary>
/// <param name="Leaves">The maximum number of leaves.</param>
/// <param name="MinLeaf">The minimum number of rows in a leaf.</param>
/// <param name="MinLeafWeight">The minimum hessian of a leaf.</param>
/// <param name="L2">Added to every leaf's hessian.</param>
/// <param name="ColumnsPerSplit">The number of randomly drawn columns that each split may choose from; 0 for all.</param>
internal sealed record TreeLimits(int Leaves, int MinLeaf, double MinLeafWeight, double L2, int ColumnsPerSplit = 0);

/// <summary>The best split of a leaf.</summary>
/// <param name="Gain">The decrease of the loss; 0 if no split lowers it.</param>
/// <param name="Column">The column of bins that it tests.</param>
/// <param name="Left">The bins that go left; may include the missing one.</param>
/// <param name="LeftSum">The packed sum over the rows that go left.</param>
/// <param name="SawMissing">Whether the leaf has missing values in the column, so that their side is learned.</param>
/// <param name="Monotone">1 if the right side's values must not be below the left side's, -1 if they must not be above, 0 for
/// either.</param>
internal readonly record struct Split(double Gain, int Column, BinSet Left, long LeftSum, bool SawMissing, int Monotone);

/// <summary>Finds the best split of one column from its histogram (Friedman 2001, with second-order gains as in Chen and Guestrin
/// 2016).</summary>
/// <param name="limits">The limits for both sides.</param>
/// <param name="scale">The units of the sums.</param>
/// <param name="total">The sum over the leaf.</param>
/// <param name="rows">The number of rows in the leaf.</param>
/// <param name="range">The allowed range of the leaf's value; narrowed by monotone constraints above it in the tree.</param>
internal readonly struct SplitSearch(TreeLimits limits, PackedScale scale, long total, int rows, ValueRange range)
{
    /// <summary>A gain this small relative to the leaf's own is rounding: a leaf of one class gains nothing by any split.</summary>
    private const double Rounding = 1e-12;

    private readonly bool _isFree = range == ValueRange.Open;

    /// <summary>Returns the best split of one column.</summary>
    /// <param name="column">The column's position.</param>
    /// <param name="bins">The bins of the column.</param>
    /// <param name="sums">The leaf's packed sums by bin.</param>
    /// <param name="counts">The leaf's rows by bin; empty if a leaf may have a single row.</param>
    /// <param name="monotone">1 if the score may only rise with the field, -1 if it may only fall, 0 for either. A split whose sides'
    /// values violate the order is rejected.</param>
    public Split Best(int column, FeatureBins bins, ReadOnlySpan<long> sums, ReadOnlySpan<long> counts, int monotone)
    {
        var best = default(Candidate);
        if (bins.IsOrdered)
        {
            Thresholds(bins.Last, sums, counts, monotone, ref best);
        }
        else
        {
            Categories(bins.Last, sums, counts, ref best);
        }

        return new(best.Gain, column, best.Left, best.LeftSum, sums[0] != 0, best.Monotone);
    }

    private void Thresholds(int last, ReadOnlySpan<long> sums, ReadOnlySpan<long> counts, int monotone, ref Candidate best)
    {
        var parent = Gain(total, limits.L2);
        var (bestBin, bestMissingLeft) = (-1, false);
        for (var pass = 0; pass < (sums[0] != 0 ? 2 : 1); pass++)
        {
            var missingLeft = pass == 1;
            var left = missingLeft ? sums[0] : 0;
            var leftCount = missingLeft && !counts.IsEmpty ? counts[0] : 0;

            // All values together may be split from the missing ones; if none is missing, the last bin leaves nothing for the right side.
            var mayStandTogether = sums[0] != 0 && !missingLeft;
            var end = mayStandTogether ? last : last - 1;

            // That split compares no two known values, so no order constrains it: a missing value may have any score.
            var unboundFrom = monotone != 0 && mayStandTogether ? HighestSeen(sums) : int.MaxValue;
            for (var bin = 1; bin <= end; bin++)
            {
                if (!counts.IsEmpty)
                {
                    leftCount += counts[bin];
                }
                else if (sums[bin] == 0)
                {
                    continue;
                }

                left += sums[bin];
                var sign = bin < unboundFrom ? monotone : 0;
                var gain = GainOf(left, leftCount, parent, limits.L2, sign);
                if (gain > best.Gain)
                {
                    (best.Gain, best.LeftSum, best.Monotone) = (gain, left, sign);
                    (bestBin, bestMissingLeft) = (bin, missingLeft);
                }
            }
        }

        if (bestBin < 0)
        {
            return;
        }

        // The leaf has no data between the last value on the left and the first on the right, so the middle is the best guess.
        var next = bestBin + 1;
        while (next <= last && sums[next] == 0)
        {
            next++;
        }

        best.Left = BinSet.Range(bestMissingLeft ? 0 : 1, next > last ? last : bestBin + (next - 1 - bestBin) / 2);
    }

    private static int HighestSeen(ReadOnlySpan<long> sums)
    {
        var bin = sums.Length - 1;
        while (bin > 0 && sums[bin] == 0)
        {
            bin--;
        }

        return bin;
    }

    private void Categories(int last, ReadOnlySpan<long> sums, ReadOnlySpan<long> counts, ref Candidate best)
    {
        var parent = Gain(total, limits.L2);
        for (var bin = 0; bin <= last; bin++)
        {
            var gain = sums[bin] == 0 ? 0 : GainOf(sums[bin], counts.IsEmpty ? 0 : counts[bin], parent, limits.L2, 0);
            if (gain > best.Gain)
            {
                (best.Gain, best.LeftSum, best.Left) = (gain, sums[bin], BinSet.Range(bin, bin));
            }
        }
    }

    /// <summary>Returns the decrease of the loss by a split; 0 if a side violates a limit.</summary>
    private double GainOf(long left, long leftCount, double parent, double l2, int monotone)
    {
        var right = total - left;
        var (leftHessian, rightHessian) = (scale.Hessian(left), scale.Hessian(right));
        if (leftHessian < limits.MinLeafWeight || rightHessian < limits.MinLeafWeight || leftHessian <= 0 || rightHessian <= 0
            || limits.MinLeaf > 1 && (leftCount < limits.MinLeaf || rows - leftCount < limits.MinLeaf))
        {
            return 0;
        }

        double gain;
        if (_isFree && monotone == 0)
        {
            // The same formula as below with one division for both sides, because the search spends most of its time here.
            var (leftGradient, rightGradient) = (scale.Gradient(left), scale.Gradient(right));
            var (a, b) = (leftHessian + l2, rightHessian + l2);
            gain = 0.5 * (leftGradient * leftGradient * b + rightGradient * rightGradient * a) / (a * b) - parent;
        }
        else
        {
            var isAgainst = (range.Clamp(Value(right, l2)) - range.Clamp(Value(left, l2))) * monotone < 0;
            gain = isAgainst ? 0 : Gain(left, l2) + Gain(right, l2) - parent;
        }

        return gain > parent * Rounding ? gain : 0;
    }

    private double Value(long sum, double l2) => -scale.Gradient(sum) / (scale.Hessian(sum) + l2);

    /// <summary>Returns half of the decrease of the loss by a leaf's best value in the range, by the second-order model.</summary>
    private double Gain(long sum, double l2)
    {
        var (gradient, hessian) = (scale.Gradient(sum), scale.Hessian(sum) + l2);
        var value = range.Clamp(-gradient / hessian);
        return -(gradient * value + 0.5 * hessian * value * value);
    }

    private ref struct Candidate
    {
        public double Gain;
        public long LeftSum;
        public BinSet Left;
        public int Monotone;
    }
}

/// <summary>The allowed range of a leaf's value.</summary>
internal readonly record struct ValueRange(double Low, double High)
{
    public static ValueRange Open { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double value) => Math.Clamp(value, Low, High);
}
