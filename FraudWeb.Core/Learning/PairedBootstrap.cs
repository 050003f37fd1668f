using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>
/// Tests whether one model ranks better than another beyond chance: both are evaluated on the same resamples of the holdout (bootstrap
/// percentile interval, Efron and Tibshirani 1993). Rows are drawn with replacement, separately for frauds and legitimate rows, so every
/// resample has the fraud share of the whole.
/// </summary>
public sealed class PairedBootstrap
{
    private const double Tail = 0.025;

    private readonly double[] _whole;
    private readonly double[][] _resampled;

    /// <summary>Evaluates all models on all resamples. The result does not depend on the number of threads.</summary>
    /// <param name="scores">For each model, one score per row.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate; both occur.</param>
    /// <param name="resamples">The number of resamples, at least 100.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="cancellationToken">Cancels the work between two resamples.</param>
    /// <exception cref="ArgumentException">The rows hold one class only.</exception>
    public PairedBootstrap(
        IReadOnlyList<double[]> scores, byte[] labels, int resamples, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        int[] frauds = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] != 0)];
        int[] legitimate = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == 0)];
        if (frauds.Length == 0 || legitimate.Length == 0)
        {
            throw new ArgumentException("Rows of both classes are required to rank models.", nameof(labels));
        }

        RankedRows[] models = [.. scores.Select(model => new RankedRows(model, labels))];
        var once = new ushort[labels.Length];
        Array.Fill(once, (ushort)1);
        _whole = [.. models.Select(model => model.AveragePrecision(once))];
        _resampled = [.. models.Select(_ => new double[resamples])];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, resamples, parallel, () => new ushort[labels.Length], Judge, _ => { });

        ushort[] Judge(int resample, ParallelLoopState state, ushort[] weights)
        {
            Array.Clear(weights);
            var random = SeededRandom.For(seed, resample);
            Draw(frauds, weights, ref random);
            Draw(legitimate, weights, ref random);
            for (var model = 0; model < models.Length; model++)
            {
                _resampled[model][resample] = models[model].AveragePrecision(weights);
            }

            return weights;
        }
    }

    /// <summary>Returns a model's average precision on the original rows.</summary>
    /// <param name="model">Its position among the scores.</param>
    public double AveragePrecision(int model) => _whole[model];

    /// <summary>Returns how far the first model is ahead of the second.</summary>
    public AveragePrecisionGap Compare(int better, int other)
    {
        double[] differences = [.. _resampled[better].Zip(_resampled[other], (a, b) => a - b)];
        var ahead = differences.Sum(difference => difference > 0 ? 1.0 : difference == 0 ? 0.5 : 0) / differences.Length;
        Array.Sort(differences);
        var cut = (int)(Tail * differences.Length);
        return new(_whole[better] - _whole[other], differences[cut], differences[^(cut + 1)], ahead);
    }

    private static void Draw(int[] rows, ushort[] weights, ref SeededRandom random)
    {
        for (var draw = 0; draw < rows.Length; draw++)
        {
            weights[rows[random.Below(rows.Length)]]++;
        }
    }
}
