namespace FraudWeb.Core.Learning;

/// <summary>
/// Orders the choices of a category by their share of fraud, so that trees can split a category with many choices like a number
/// (Micci-Barreca 2001). Three measures prevent overfitting to choices with few rows:
/// <list type="bullet">
/// <item>Each share is shrunk towards the overall share. The strength is estimated from the data: by how much shares differ between
/// choices beyond chance (empirical Bayes).</item>
/// <item>If they don't differ beyond chance, there is no order, and no split uses the category.</item>
/// <item>During training, the share of a row's choice comes from other parts of the data than the row's own. A tree therefore sees
/// how well shares predict labels that they do not include, as they will for new rows.</item>
/// </list>
/// </summary>
internal sealed class CategoryRanking
{
    /// <summary>The number of parts. Each row's share is computed without the rows of its own part.</summary>
    public const int Parts = 8;

    /// <summary>The maximum number of distinct steps of the order. More were no better, and each is a set of choices that a scorer looks
    /// up.</summary>
    private const int MaxBins = 64;

    /// <summary>The minimum difference between shares, in standard errors. A meaningless category passes one time in 40.</summary>
    private const double MinDeviation = 2;

    private readonly (int Rows, int Frauds)[] _all;
    private readonly (int Rows, int Frauds)[] _byPart;
    private readonly double _share;

    /// <summary>Counts rows and frauds by choice.</summary>
    /// <param name="column">The choice of each row of the data, or <c>NaN</c>.</param>
    /// <param name="choices">The number of choices.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="parts">The part of each row, below <see cref="Parts"/>.</param>
    /// <param name="rows">The rows whose labels may be used.</param>
    private CategoryRanking(float[] column, int choices, byte[] labels, byte[] parts, int[] rows)
    {
        _all = new (int, int)[choices];
        _byPart = new (int, int)[choices * Parts];
        var (known, frauds) = (0, 0);
        foreach (var row in rows)
        {
            if (!float.IsNaN(column[row]))
            {
                var choice = (int)column[row];
                Add(ref _all[choice], labels[row]);
                Add(ref _byPart[choice * Parts + parts[row]], labels[row]);
                known++;
                frauds += labels[row];
            }
        }

        _share = known > 0 ? (double)frauds / known : 0;

        static void Add(ref (int Rows, int Frauds) count, byte label) => count = (count.Rows + 1, count.Frauds + label);
    }

    /// <summary>Orders the choices of a field.</summary>
    /// <param name="field">The position of the field in the schema.</param>
    /// <param name="column">The choice of each row of the data, or <c>NaN</c>.</param>
    /// <param name="choices">The number of choices.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="parts">The part of each row, below <see cref="Parts"/>.</param>
    /// <param name="rows">The rows whose labels may be used.</param>
    /// <returns>The bins of the choices, and the bin of each row of the data; for rows whose labels were used, computed from the other
    /// parts.</returns>
    public static (FeatureBins Bins, byte[] Column) Of(int field, float[] column, int choices, byte[] labels, byte[] parts, int[] rows)
    {
        var ranking = new CategoryRanking(column, choices, labels, parts, rows);
        var weight = ranking.PriorRows();
        var ofChoice = new byte[choices];
        var bins = new byte[column.Length];
        if (weight is null)
        {
            Array.Fill(ofChoice, (byte)1);
            var constant = FeatureBins.OfRanking(field, ofChoice, last: 1);
            constant.Map(column, bins);
            return (constant, bins);
        }

        var shares = new float[column.Length];
        for (var row = 0; row < shares.Length; row++)
        {
            shares[row] = float.IsNaN(column[row]) ? float.NaN : ranking.Share((int)column[row], weight.Value);
        }

        foreach (var row in rows)
        {
            if (!float.IsNaN(column[row]))
            {
                shares[row] = ranking.ShareWithout((int)column[row], parts[row], weight.Value);
            }
        }

        var steps = FeatureBins.OfNumber(field, shares, BinSample.Of(labels, rows), MaxBins);
        steps.Map(shares, bins);
        steps.Map([.. Enumerable.Range(0, choices).Select(choice => ranking.Share(choice, weight.Value))], ofChoice);
        return (FeatureBins.OfRanking(field, ofChoice, steps.Last), bins);
    }

    /// <summary>
    /// Returns the strength of the shrinkage, as the number of rows with the overall share that each choice is given in addition to its
    /// own; null if shares do not differ beyond chance. All pairs of rows of a choice are compared: the mean product of their deviations
    /// estimates the variance of the choices' true shares.
    /// </summary>
    private double? PriorRows()
    {
        var (sum, weights, squares) = (0.0, 0.0, 0.0);
        foreach (var (rows, frauds) in _all)
        {
            if (rows > 1)
            {
                // Each choice is weighted by its rows, not its pairs; otherwise a few large choices would decide alone.
                var deviation = frauds - rows * _share;
                var own = frauds * (1 - _share) * (1 - _share) + (rows - frauds) * _share * _share;
                sum += (deviation * deviation - own) / (rows - 1);
                weights += rows;
                squares += 2.0 * rows / (rows - 1);
            }
        }

        var variance = _share * (1 - _share);
        if (!(sum > MinDeviation * variance * Math.Sqrt(squares)))
        {
            return null;
        }

        return Math.Max(1, variance * weights / sum - 1);
    }

    private float Share(int choice, double weight) => Share(_all[choice], weight);

    private float ShareWithout(int choice, byte part, double weight)
    {
        var (all, own) = (_all[choice], _byPart[choice * Parts + part]);
        return Share((all.Rows - own.Rows, all.Frauds - own.Frauds), weight);
    }

    private float Share((int Rows, int Frauds) count, double weight) => (float)((count.Frauds + weight * _share) / (count.Rows + weight));
}
