namespace FraudWeb.Core.Learning;

/// <summary>Splits rows into training and holdout. Positions are ascending; the same seed gives the same rows.</summary>
public static class Splits
{
    // From this number of rows on, one holdout is enough.
    private const int ManyRows = 100_000;
    private const int CrossFits = 5;
    private const double HoldoutShare = 0.1;

    /// <summary>The number of blocks of time; all but the first two are left out in turn.</summary>
    private const int Blocks = 5;
    private const int ForwardFits = 3;

    /// <summary>The minimum number of frauds on each side for a split by time.</summary>
    private const int MinFraudsByTime = 30;

    /// <summary>Leaves rows out so that a trainer has scores of rows that it had not seen. If the rows have times and enough frauds, the
    /// left-out rows are later ones, like those that a model is used on; else they are chosen at random.</summary>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="times">The time of each row, in UTC ticks; null if unknown.</param>
    /// <param name="seed">The seed of the random choice.</param>
    internal static ((int[] Train, int[] Holdout)[] Folds, bool IsByTime) ForCalibration(
        ReadOnlySpan<byte> labels, long[]? times, int seed) => times is not null && ForCalibrationByTime(labels, times) is { } byTime
        ? (byTime, true)
        : (ForCalibrationAtRandom(labels, seed), false);

    /// <summary>Leaves rows out at random: with few rows each row once, in five parts; with many rows a single tenth.</summary>
    private static (int[] Train, int[] Holdout)[] ForCalibrationAtRandom(ReadOnlySpan<byte> labels, int seed) => labels.Length < ManyRows
        ? Folds(labels, CrossFits, seed)
        : [Stratified(labels, HoldoutShare, seed)];

    /// <summary>Leaves rows out that are later than all training rows: with few rows the third, fourth and last fifth, each after all
    /// rows before it; with many rows the last tenth only.</summary>
    /// <returns>Null if a side has too few frauds.</returns>
    private static (int[] Train, int[] Holdout)[]? ForCalibrationByTime(ReadOnlySpan<byte> labels, long[] times)
    {
        var folds = labels.Length < ManyRows ? Forward(times) : [ByTime(times, HoldoutShare)];
        return Frauds(labels, folds[0].Train) >= MinFraudsByTime
            && Frauds(labels, [.. folds.SelectMany(fold => fold.Holdout)]) >= MinFraudsByTime
            ? folds
            : null;
    }

    private static (int[] Train, int[] Holdout)[] Forward(long[] times)
    {
        var blockOf = BlocksOfTime(times, Blocks);
        return [.. Enumerable.Range(Blocks - ForwardFits, ForwardFits).Select(block => (Rows(of => of < block), Rows(of => of == block)))];

        int[] Rows(Func<byte, bool> isIn) => [.. Enumerable.Range(0, blockOf.Length).Where(row => isIn(blockOf[row]))];
    }

    private static int Frauds(ReadOnlySpan<byte> labels, int[] rows)
    {
        var frauds = 0;
        foreach (var row in rows)
        {
            frauds += labels[row];
        }

        return frauds;
    }

    /// <summary>Selects a random share of the frauds and of the legitimate rows as the holdout.</summary>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="share">The share of the holdout, above 0 and below 1.</param>
    /// <param name="seed">The seed of the random choice.</param>
    public static (int[] Train, int[] Holdout) Stratified(ReadOnlySpan<byte> labels, double share, int seed)
    {
        RequireShare(share);
        var isHoldout = new bool[labels.Length];
        foreach (var rows in Classes(labels, seed))
        {
            // At least one of each class on each side, if there are two or more.
            var count = Math.Clamp((int)Math.Round(rows.Length * share), Math.Min(1, rows.Length / 2), Math.Max(rows.Length - 1, 0));
            foreach (var row in rows.AsSpan(0, count))
            {
                isHoldout[row] = true;
            }
        }

        return Divide(isHoldout);
    }

    /// <summary>Selects the latest rows as the holdout. Rows with the same time stay together, so the holdout begins strictly later than
    /// training ends.</summary>
    /// <param name="times">The time of each row, in UTC ticks.</param>
    /// <param name="share">The share of the holdout, above 0 and below 1.</param>
    public static (int[] Train, int[] Holdout) ByTime(ReadOnlySpan<long> times, double share)
    {
        RequireShare(share);
        var sorted = times.ToArray();
        Array.Sort(sorted);
        var isHoldout = new bool[times.Length];
        if (sorted.Length > 0)
        {
            var boundary = sorted[Math.Clamp((int)Math.Round(sorted.Length * (1 - share)), 0, sorted.Length - 1)];
            for (var row = 0; row < times.Length; row++)
            {
                isHoldout[row] = times[row] >= boundary;
            }
        }

        return Divide(isHoldout);
    }

    /// <summary>Assigns the rows of each class to folds in turn, in random order.</summary>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="folds">The number of folds, 2 or more.</param>
    /// <param name="seed">The seed of the random order.</param>
    /// <returns>For each fold, its rows as the holdout and all others for training.</returns>
    public static (int[] Train, int[] Holdout)[] Folds(ReadOnlySpan<byte> labels, int folds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var foldOf = new int[labels.Length];
        var next = 0;
        foreach (var rows in Classes(labels, seed))
        {
            foreach (var row in rows)
            {
                foldOf[row] = next++ % folds;
            }
        }

        return [.. Enumerable.Range(0, folds).Select(fold => Divide([.. foldOf.Select(of => of == fold)]))];
    }

    /// <summary>Divides the rows into blocks of time with about equal numbers of rows. Rows with the same time stay together.</summary>
    /// <param name="times">The time of each row, in UTC ticks.</param>
    /// <param name="blocks">The number of blocks, 1 to 256.</param>
    /// <returns>The block of each row; the earliest is 0.</returns>
    internal static byte[] BlocksOfTime(ReadOnlySpan<long> times, int blocks)
    {
        var sorted = times.ToArray();
        Array.Sort(sorted);
        var blockOf = new byte[times.Length];
        for (var block = 1; block < blocks; block++)
        {
            var start = sorted[(int)((long)sorted.Length * block / blocks)];
            for (var row = 0; row < blockOf.Length; row++)
            {
                blockOf[row] = times[row] >= start ? (byte)block : blockOf[row];
            }
        }

        return blockOf;
    }

    /// <summary>Assigns rows to parts at random, always in the same way.</summary>
    internal static byte[] RandomParts(int rows, int parts)
    {
        var partOf = new byte[rows];
        for (var row = 0; row < rows; row++)
        {
            partOf[row] = (byte)new SeededRandom((uint)row).Below(parts);
        }

        return partOf;
    }

    private static int[][] Classes(ReadOnlySpan<byte> labels, int seed)
    {
        var (frauds, legitimate) = (new List<int>(), new List<int>(labels.Length));
        for (var row = 0; row < labels.Length; row++)
        {
            (labels[row] != 0 ? frauds : legitimate).Add(row);
        }

        var random = new SeededRandom((uint)seed);
        int[][] classes = [[.. frauds], [.. legitimate]];
        foreach (var rows in classes)
        {
            random.Shuffle(rows);
        }

        return classes;
    }

    private static (int[] Train, int[] Holdout) Divide(bool[] isHoldout)
    {
        var holdout = new int[isHoldout.Count(is_ => is_)];
        var train = new int[isHoldout.Length - holdout.Length];
        var (t, h) = (0, 0);
        for (var row = 0; row < isHoldout.Length; row++)
        {
            if (isHoldout[row])
            {
                holdout[h++] = row;
            }
            else
            {
                train[t++] = row;
            }
        }

        return (train, holdout);
    }

    private static void RequireShare(double share)
    {
        if (share is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share to set apart must be above 0 and below 1.");
        }
    }
}
