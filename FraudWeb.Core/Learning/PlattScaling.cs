using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Fits probabilities to scores of rows that were not used for the score: Platt scaling (Platt 1999), by Newton's method with
/// a line search (Lin, Lin and Weng 2007).</summary>
internal static class PlattScaling
{
    /// <summary>The minimum slope. It preserves the order even of scores without, or with inverted, predictive value.</summary>
    public const double MinSlope = 0.01;

    private const int MaxSteps = 100;

    /// <summary>Fits slope and intercept.</summary>
    /// <param name="scores">In log-odds, one per row.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate; both occur.</param>
    public static Calibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<byte> labels)
    {
        var frauds = 0;
        foreach (var label in labels)
        {
            frauds += label;
        }

        // Platt's targets are not quite 0 and 1, so that scores that separate the classes perfectly don't give an infinite slope.
        var target = (High: (frauds + 1.0) / (frauds + 2.0), Low: 1 / (labels.Length - frauds + 2.0));
        var start = Math.Log((frauds + 1.0) / (labels.Length - frauds + 1.0));
        var best = (Slope: 0.0, Intercept: start);
        var loss = Loss(scores, labels, target, best);
        for (var step = 0; step < MaxSteps; step++)
        {
            var (gradientA, gradientB, aa, ab, bb) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
            for (var i = 0; i < scores.Length; i++)
            {
                var p = Calibration.Sigmoid(best.Slope * scores[i] + best.Intercept);
                var (error, weight) = (p - (labels[i] != 0 ? target.High : target.Low), p * (1 - p));
                gradientA += error * scores[i];
                gradientB += error;
                aa += weight * scores[i] * scores[i];
                ab += weight * scores[i];
                bb += weight;
            }

            var determinant = aa * bb - ab * ab;
            var (stepA, stepB) = (-(bb * gradientA - ab * gradientB) / determinant, -(aa * gradientB - ab * gradientA) / determinant);
            var (next, nextLoss, size) = (best, double.PositiveInfinity, 1.0);
            for (; size > 1e-10 && !(nextLoss < loss); size /= 2)
            {
                next = (best.Slope + size * stepA, best.Intercept + size * stepB);
                nextLoss = Loss(scores, labels, target, next);
            }

            if (!(loss - nextLoss > 1e-12 * loss))
            {
                break;
            }

            (best, loss) = (next, nextLoss);
        }

        return best.Slope >= MinSlope ? new(best.Slope, best.Intercept) : new(MinSlope, start - MinSlope * Mean(scores));
    }

    private static double Loss(
        ReadOnlySpan<double> scores, ReadOnlySpan<byte> labels, (double High, double Low) target, (double Slope, double Intercept) fit)
    {
        var loss = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            loss += LogLoss.Of(fit.Slope * scores[i] + fit.Intercept, labels[i] != 0 ? target.High : target.Low);
        }

        return loss;
    }

    private static double Mean(ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += score;
        }

        return sum / scores.Length;
    }
}

/// <summary>The loss that all trainers minimise.</summary>
internal static class LogLoss
{
    /// <summary>Returns the loss in nats, without overflow: ln(1 + eˢ) − t s.</summary>
    /// <param name="logOdds">The score.</param>
    /// <param name="target">The target share of fraud, 0 to 1.</param>
    public static double Of(double logOdds, double target) =>
        Math.Max(logOdds, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logOdds))) - target * logOdds;
}
