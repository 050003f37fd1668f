using FraudWeb.Core.Learning;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning;

public class LogLossBlockTests
{
    private const int Rows = 4096;

    [Fact]
    public void Gradients_hessians_and_loss_match_double_precision()
    {
        var random = new Random(1);
        var scores = Enumerable.Range(0, Rows).Select(i => (float)(random.NextDouble() * 40 - 20)).ToArray();
        var labels = scores.Select(_ => random.Next(2)).ToArray();
        var isTrained = scores.Select(_ => random.Next(3) > 0).ToArray();
        float[] pulls = [.. labels.Zip(isTrained, (label, trained) => !trained ? 0 : label == 1 ? -2.5f : 1)];
        float[] watched = [.. labels.Zip(isTrained, (label, trained) => trained ? 0 : label == 1 ? -1f : 1)];
        var (gradients, hessians) = (new float[Rows], new float[Rows]);

        var sums = LogLossBlock.Differentiate(scores, pulls, watched, gradients, hessians);

        var loss = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var (p, weight) = (Calibration.Sigmoid(scores[i]), Math.Abs(pulls[i]));
            AssertNear(weight * (labels[i] == 1 ? -Calibration.Sigmoid(-scores[i]) : p), gradients[i]);
            AssertNear(weight * p * Calibration.Sigmoid(-scores[i]), hessians[i]);
            loss += Math.Abs(watched[i]) * LogLoss.Of(scores[i], labels[i]);
        }

        AssertNear(gradients.Sum(gradient => Math.Abs((double)gradient)), sums.Gradients);
        AssertNear(hessians.Sum(hessian => (double)hessian), sums.Hessians);
        AssertNear(loss, sums.Loss);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(-1000, 1000)]
    public void Extreme_scores_stay_finite(float score, double loss)
    {
        var (gradients, hessians) = (new float[8], new float[8]);
        var sums = LogLossBlock.Differentiate(Filled(score), new float[8], Filled(-1), gradients, hessians);
        Assert.Equal(8 * loss, sums.Loss, 1e-3);
        Assert.All(gradients.Concat(hessians), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Rounding_to_whole_units_errs_to_neither_side_and_depends_on_row_and_seed_only()
    {
        var (gradients, hessians) = (Filled(-0.3f, Rows), Filled(0.25f, Rows));
        var packed = new long[Rows];
        LogLossBlock.Pack(gradients, hessians, new(1, 1), certainFrom: 0, seed: 5, firstRow: 0, packed);
        Assert.Equal([-1, 0], packed.Select(value => value >> 32).Distinct().Order());
        Assert.Equal(-0.3, packed.Average(value => value >> 32), 0.03);
        Assert.Equal(0.25, packed.Average(value => (uint)value), 0.03);

        var half = new long[Rows / 2];
        LogLossBlock.Pack(
            gradients.AsSpan(Rows / 2), hessians.AsSpan(Rows / 2), new(1, 1), certainFrom: 0, seed: 5, firstRow: Rows / 2, half);
        Assert.Equal(packed[(Rows / 2)..], half);
    }

    private static float[] Filled(float value, int count = 8) => [.. Enumerable.Repeat(value, count)];

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, 1e-30 + 2e-6 * Math.Abs(expected));
}
