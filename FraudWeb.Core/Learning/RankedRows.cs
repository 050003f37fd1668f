namespace FraudWeb.Core.Learning;

/// <summary>Labelled rows in the order of one model's scores. They are sorted once; the average precision of any weighting then takes
/// one pass.</summary>
internal sealed class RankedRows
{
    private readonly int[] _frauds;
    private readonly int[] _legitimate;
    private readonly Step[] _steps;

    /// <param name="scores">One per row; equal scores are ties.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    public RankedRows(ReadOnlySpan<double> scores, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, scores.Length);
        var (keys, rows) = (scores.ToArray(), Enumerable.Range(0, scores.Length).ToArray());
        Array.Sort(keys, rows);
        var (frauds, legitimate, steps) = (new List<int>(), new List<int>(scores.Length), new List<Step>());
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            (labels[rows[i]] != 0 ? frauds : legitimate).Add(rows[i]);
            var endsTie = i == 0 || keys[i - 1] != keys[i];
            if (endsTie && frauds.Count > (steps.Count == 0 ? 0 : steps[^1].Frauds))
            {
                steps.Add(new(frauds.Count, legitimate.Count));
            }
        }

        (_frauds, _legitimate, _steps) = ([.. frauds], [.. legitimate], [.. steps]);
    }

    /// <summary>Returns the average precision where each row counts as often as its weight; <c>NaN</c> if no fraud counts.</summary>
    public double AveragePrecision(ReadOnlySpan<ushort> weights)
    {
        var (fraud, other) = (0, 0);
        var (truePositives, falsePositives, sum) = (0L, 0L, 0.0);
        foreach (var step in _steps)
        {
            var before = truePositives;
            for (; fraud < step.Frauds; fraud++)
            {
                truePositives += weights[_frauds[fraud]];
            }

            for (; other < step.Legitimate; other++)
            {
                falsePositives += weights[_legitimate[other]];
            }

            if (truePositives > before)
            {
                sum += (truePositives - before) * ((double)truePositives / (truePositives + falsePositives));
            }
        }

        return truePositives == 0 ? double.NaN : sum / truePositives;
    }

    /// <summary>A distinct score of a fraud: the number of frauds and legitimate rows with at least this score.</summary>
    private readonly record struct Step(int Frauds, int Legitimate);
}
