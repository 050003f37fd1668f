using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class MetricsTests
{
    [Fact]
    public void Measures_match_values_computed_by_hand()
    {
        var e = Metrics.Evaluate([0.9, 0.8, 0.7, 0.6, 0.1], [1, 0, 1, 0, 0], threshold: 0.65);

        Assert.Equal((5, 2), (e.Rows, e.Frauds));
        Assert.Equal((2, 1, 2, 0), (e.TruePositives, e.FalsePositives, e.TrueNegatives, e.FalseNegatives));
        Assert.Equal(2 / 3.0, e.Precision, 1e-12);
        Assert.Equal(1, e.Recall, 1e-12);
        Assert.Equal(0.8, e.F1, 1e-12);
        Assert.Equal(5 / 6.0, e.Auc, 1e-12);
        Assert.Equal(0.5 * 1 + 0.5 * 2 / 3, e.AveragePrecision, 1e-12);
        Assert.Equal((0.01 + 0.64 + 0.09 + 0.36 + 0.01) / 5, e.Brier, 1e-12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.7) + Math.Log(0.4) + Math.Log(0.9)) / 5, e.LogLoss, 1e-12);
        Assert.Equal(1 / 0.4, e.LiftAt1Percent, 1e-12);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.5000001, 0)]
    public void The_threshold_is_inclusive(double threshold, int flagged) =>
        Assert.Equal(flagged, Metrics.Evaluate([0.5, 0.2], [1, 0], threshold).TruePositives);

    [Fact]
    public void Auc_and_average_precision_match_brute_force_with_ties()
    {
        var random = new Random(4);
        for (var round = 0; round < 50; round++)
        {
            var labels = Enumerable.Range(0, 60).Select(i => (byte)(i < 2 ? i : random.Next(4) == 0 ? 1 : 0)).ToArray();
            var scores = labels.Select(_ => random.Next(12) / 12.0).ToArray();
            var e = Metrics.Evaluate(scores, labels, 0.5);

            var (wins, pairs) = (0.0, 0);
            foreach (var (fraud, _) in scores.Zip(labels).Where(row => row.Second == 1))
            {
                foreach (var (legitimate, _) in scores.Zip(labels).Where(row => row.Second == 0))
                {
                    wins += fraud > legitimate ? 1 : fraud == legitimate ? 0.5 : 0;
                    pairs++;
                }
            }

            Assert.Equal(wins / pairs, e.Auc, 1e-12);

            var (precisionSteps, recallBefore, frauds) = (0.0, 0.0, labels.Count(label => label == 1));
            foreach (var threshold in scores.Distinct().OrderDescending())
            {
                var flagged = scores.Zip(labels).Where(row => row.First >= threshold).ToList();
                var hits = flagged.Count(row => row.Second == 1);
                precisionSteps += ((double)hits / frauds - recallBefore) * hits / flagged.Count;
                recallBefore = (double)hits / frauds;
            }

            Assert.Equal(precisionSteps, e.AveragePrecision, 1e-12);
        }
    }

    [Fact]
    public void A_certain_and_wrong_answer_costs_much_but_not_infinitely_much() =>
        Assert.InRange(Metrics.Evaluate([0, 1], [1, 0], 0.5).LogLoss, 30, 40);

    [Fact]
    public void Lift_takes_rows_that_tie_at_the_edge_in_proportion()
    {
        // 200 rows, 20 frauds: the top 1 % is 2 rows out of 10 that tie, half of them fraud.
        var scores = Enumerable.Range(0, 200).Select(i => i < 10 ? 0.9 : 0.1).ToArray();
        var labels = Enumerable.Range(0, 200).Select(i => (byte)(i is < 5 or >= 185 ? 1 : 0)).ToArray();
        Assert.Equal(0.5 / 0.1, Metrics.Evaluate(scores, labels, 0.5).LiftAt1Percent, 1e-12);
    }

    [Fact]
    public void Without_frauds_only_log_loss_and_brier_are_measured()
    {
        var e = Metrics.Evaluate([0.2, 0.7], [0, 0], 0.5);
        Assert.All([e.Auc, e.AveragePrecision, e.Precision, e.Recall, e.F1, e.LiftAt1Percent], value => Assert.Equal(double.NaN, value));
        Assert.Equal((0.04 + 0.49) / 2, e.Brier, 1e-12);
        Assert.True(double.IsFinite(e.LogLoss));
        Assert.Equal((1, 1), (e.FalsePositives, e.TrueNegatives));
    }

    [Fact]
    public void Without_legitimate_rows_nothing_can_be_ranked()
    {
        var e = Metrics.Evaluate([0.2, 0.7], [1, 1], 0.5);
        Assert.All([e.Auc, e.AveragePrecision, e.LiftAt1Percent], value => Assert.Equal(double.NaN, value));
        Assert.Equal((1, 0.5), (e.Precision, e.Recall));
    }

    [Fact]
    public void With_frauds_of_which_none_is_flagged_precision_is_0()
    {
        var e = Metrics.Evaluate([0.2, 0.4], [0, 1], 0.5);
        Assert.Equal((0, 0, 0), (e.Precision, e.Recall, e.F1));
        Assert.Equal(1, e.Auc);
    }

    [Fact]
    public void Without_rows_nothing_is_measured() => Assert.Equal(double.NaN, Metrics.Evaluate([], [], 0.5).LogLoss);

    [Fact]
    public void The_curve_has_a_point_a_distinct_probability()
    {
        var points = Metrics.Curve([0.2, 0.8, 0.8, 0.5], [0, 1, 0, 1]);
        Assert.Equal([new(0.8, 1, 1), new(0.5, 2, 1), new(0.2, 2, 2)], points.ToArray());
    }

    [Fact]
    public void Bands_compare_what_was_foretold_with_what_came()
    {
        var bands = Metrics.Bands([0.1, 0.9, 0.2, 0.8], [0, 1, 1, 1], bands: 2);
        Assert.Equal(2, bands.Length);
        Assert.Equal((2, 0.5), (bands[0].Rows, bands[0].FraudShare));
        Assert.Equal(0.15, bands[0].MeanProbability, 1e-12);
        Assert.Equal(1, bands[1].FraudShare);
    }
}
