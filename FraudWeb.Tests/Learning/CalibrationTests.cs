using FraudWeb.Core.Learning;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning;

public class CalibrationTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.5, -2)]
    [InlineData(3, 1)]
    public void Platt_scaling_finds_the_slope_and_intercept_that_made_the_labels(double slope, double intercept)
    {
        var random = new Random(8);
        var scores = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble() * 6 - 3).ToArray();
        var labels = scores.Select(score => (byte)(random.NextDouble() < Calibration.Sigmoid(slope * score + intercept) ? 1 : 0)).ToArray();
        var fit = PlattScaling.Fit(scores, labels);
        Assert.Equal(slope, fit.Slope, 0.1);
        Assert.Equal(intercept, fit.Intercept, 0.1);
    }

    [Fact]
    public void Scores_that_part_the_classes_cleanly_don_t_make_probabilities_of_0_and_1()
    {
        var fit = PlattScaling.Fit(
            [.. Enumerable.Range(0, 100).Select(i => (double)i)], [.. Enumerable.Range(0, 100).Select(i => (byte)(i < 80 ? 0 : 1))]);
        Assert.InRange(fit.Probability(99), 0.9, 0.999);
        Assert.InRange(fit.Probability(0), 1e-9, 0.05);
    }

    [Fact]
    public void Scores_that_tell_the_wrong_way_round_keep_their_order_and_the_mean_comes_true()
    {
        var fit = PlattScaling.Fit(
            [.. Enumerable.Range(0, 100).Select(i => i / 10.0)], [.. Enumerable.Range(0, 100).Select(i => (byte)(i < 20 ? 1 : 0))]);
        Assert.True(fit.Slope > 0);
        Assert.Equal(0.2, Enumerable.Range(0, 100).Average(i => fit.Probability(i / 10.0)), 0.05);
    }

    [Theory]
    [InlineData(1e6, 1)]
    [InlineData(-1e6, 0)]
    public void Extreme_scores_give_certain_answers_without_overflow(double logOdds, double expected) =>
        Assert.Equal(expected, Calibration.None.Probability(logOdds));
}
