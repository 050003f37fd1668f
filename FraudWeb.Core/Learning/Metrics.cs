using System.Collections.Immutable;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Measures of how well probabilities separate fraud from legitimate rows.</summary>
public static class Metrics
{
    /// <summary>The log loss limits probabilities to this distance from 0 and 1; otherwise one certain and wrong prediction would make it
    /// infinite.</summary>
    private const double MinProbability = 1e-15;

    /// <summary>Evaluates probabilities against labels.</summary>
    /// <param name="probabilities">One per row, 0 to 1.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate.</param>
    /// <param name="threshold">The probability from which on, inclusive, a row counts as flagged.</param>
    /// <returns>The measures. Undefined ones are <c>NaN</c>: AUC, average precision and lift need both classes, precision, recall and F1
    /// need frauds, log loss and Brier need rows.</returns>
    public static Evaluation Evaluate(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, probabilities.Length);
        var points = Curve(probabilities, labels);
        var rows = (long)labels.Length;
        var frauds = points.IsEmpty ? 0 : points[^1].TruePositives;
        var legitimate = rows - frauds;
        var flagged = points.LastOrDefault(point => point.Threshold >= threshold);

        var (pairs, averagePrecision) = (0.0, 0.0);
        var before = default(ThresholdPoint);
        foreach (var point in points)
        {
            var newFrauds = point.TruePositives - before.TruePositives;
            pairs += newFrauds * (legitimate - (before.FalsePositives + point.FalsePositives) / 2.0);
            averagePrecision += newFrauds * ((double)point.TruePositives / (point.TruePositives + point.FalsePositives));
            before = point;
        }

        var (logLoss, brier) = (0.0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var ofLabel = labels[i] != 0 ? probabilities[i] : 1 - probabilities[i];
            logLoss -= Math.Log(Math.Clamp(ofLabel, MinProbability, 1 - MinProbability));
            brier += (1 - ofLabel) * (1 - ofLabel);
        }

        // If there are frauds but nothing is flagged, precision and F1 are 0 by convention, as in scikit-learn.
        var precision = frauds == 0 ? double.NaN : Share(flagged.TruePositives, flagged.TruePositives + flagged.FalsePositives);
        var recall = flagged.TruePositives / (double)frauds;
        var hasBoth = frauds > 0 && legitimate > 0;
        return new(rows, frauds,
            Auc: hasBoth ? pairs / ((double)frauds * legitimate) : double.NaN,
            AveragePrecision: hasBoth ? averagePrecision / frauds : double.NaN,
            threshold, precision, recall,
            F1: frauds == 0 ? double.NaN : Share(2 * precision * recall, precision + recall),
            LogLoss: logLoss / rows, Brier: brier / rows, LiftAt1Percent: hasBoth ? Lift(points, rows, frauds, 0.01) : double.NaN,
            flagged.TruePositives, flagged.FalsePositives,
            TrueNegatives: legitimate - flagged.FalsePositives, FalseNegatives: frauds - flagged.TruePositives);
    }

    /// <summary>Returns the result of every threshold, from the highest probability to the lowest, one point per distinct probability. ROC
    /// and precision–recall curves are derived from it.</summary>
    public static ImmutableArray<ThresholdPoint> Curve(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels)
    {
        var (scores, truths) = Sorted(probabilities, labels);
        var points = ImmutableArray.CreateBuilder<ThresholdPoint>();
        var (truePositives, falsePositives) = (0L, 0L);
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            truePositives += truths[i];
            falsePositives += 1 - truths[i];
            if (i == 0 || scores[i - 1] != scores[i])
            {
                points.Add(new(scores[i], truePositives, falsePositives));
            }
        }

        return points.ToImmutable();
    }

    /// <summary>Divides the rows into bands of equal size by probability, the lowest first, and compares predicted with actual
    /// frauds.</summary>
    public static ImmutableArray<CalibrationBand> Bands(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bands = 10)
    {
        var (scores, truths) = Sorted(probabilities, labels);
        var result = ImmutableArray.CreateBuilder<CalibrationBand>();
        for (var band = 0; band < bands; band++)
        {
            var from = (int)((long)scores.Length * band / bands);
            var to = (int)((long)scores.Length * (band + 1) / bands);
            if (to > from)
            {
                result.Add(new(to - from, scores.AsSpan(from, to - from).ToArray().Average(),
                    truths.AsSpan(from, to - from).ToArray().Average(truth => truth)));
            }
        }

        return result.ToImmutable();
    }

    /// <summary>Returns the share of fraud among the top rows, divided by the overall share. Ties at the edge count in
    /// proportion.</summary>
    private static double Lift(ImmutableArray<ThresholdPoint> points, long rows, long frauds, double share)
    {
        var top = Math.Ceiling(rows * share);
        var before = default(ThresholdPoint);
        foreach (var point in points)
        {
            var taken = (double)(point.TruePositives + point.FalsePositives);
            if (taken >= top)
            {
                var takenBefore = before.TruePositives + before.FalsePositives;
                var found = before.TruePositives
                    + (point.TruePositives - before.TruePositives) * (top - takenBefore) / (taken - takenBefore);
                return Share(found / top, (double)frauds / rows);
            }

            before = point;
        }

        return double.NaN;
    }

    private static (double[] Scores, byte[] Truths) Sorted(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, probabilities.Length);
        var (scores, truths) = (probabilities.ToArray(), labels.ToArray());
        Array.Sort(scores, truths);
        return (scores, truths);
    }

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
