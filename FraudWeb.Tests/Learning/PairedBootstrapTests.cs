using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class PairedBootstrapTests
{
    private const int Rows = 2_000;

    private static readonly byte[] Labels = [.. Enumerable.Range(0, Rows).Select(row => (byte)(row % 25 == 0 ? 1 : 0))];

    [Fact]
    public void Average_precision_by_weights_is_that_of_the_rows_repeated()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            // Few distinct scores, so that many rows tie.
            byte[] labels = [.. Enumerable.Range(0, 80).Select(row => (byte)(row < 2 ? row : random.Next(5) == 0 ? 1 : 0))];
            double[] scores = [.. labels.Select(_ => random.Next(15) / 15.0)];
            ushort[] weights = [.. labels.Select((_, row) => (ushort)(row == 1 ? 1 : random.Next(4)))];
            int[] repeated = [.. Enumerable.Range(0, 80).SelectMany(row => Enumerable.Repeat(row, weights[row]))];
            double[] repeatedScores = [.. repeated.Select(row => scores[row])];
            byte[] repeatedLabels = [.. repeated.Select(row => labels[row])];

            var expected = Metrics.Evaluate(repeatedScores, repeatedLabels, 0.5).AveragePrecision;
            Assert.Equal(expected, new RankedRows(scores, labels).AveragePrecision(weights), 1e-12);
        }
    }

    [Fact]
    public void Models_of_the_same_scores_tie_exactly()
    {
        var scores = Scores(signal: 1, seed: 1);
        var gap = Compare(scores, [.. scores]);

        Assert.Equal((0, 0, 0, 0.5), (gap.Difference, gap.Low, gap.High, gap.AheadShare));
    }

    [Fact]
    public void A_much_better_model_is_ahead_in_every_resample()
    {
        var gap = Compare(Scores(signal: 5, seed: 1), Scores(signal: 0.5, seed: 2));

        Assert.Equal(1, gap.AheadShare);
        Assert.InRange(gap.Low, 0.1, gap.Difference);
        Assert.InRange(gap.High, gap.Difference, 1);
    }

    [Fact]
    public void Models_that_differ_by_noise_only_are_not_told_apart()
    {
        var gap = Compare(Scores(signal: 1, seed: 1), Scores(signal: 1, seed: 2));

        Assert.True(gap.Low < 0 && gap.High > 0, $"{gap}");
        Assert.InRange(gap.AheadShare, 0.03, 0.97);
    }

    [Fact]
    public void The_interval_covers_the_true_difference_about_as_often_as_it_says()
    {
        // The truth from a set so large that its own error does not matter; 100 small sets of the same kind.
        var (good, poor) = (1.5, 1.0);
        var covered = 0;
        var truth = Truth(good) - Truth(poor);
        for (var seed = 0; seed < 100; seed++)
        {
            var gap = new PairedBootstrap([Scores(good, 1_000 + seed), Scores(poor, 2_000 + seed)], Labels, 200, seed).Compare(0, 1);
            covered += gap.Low <= truth && truth <= gap.High ? 1 : 0;
        }

        Assert.InRange(covered, 85, 100);

        static double Truth(double signal)
        {
            byte[] labels = [.. Enumerable.Range(0, 400_000).Select(row => (byte)(row % 25 == 0 ? 1 : 0))];
            return Metrics.Evaluate(Scores(labels, signal, 9), labels, 0.5).AveragePrecision;
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_gap_and_another_seed_another()
    {
        var (a, b) = (Scores(signal: 2, seed: 1), Scores(signal: 1, seed: 2));

        Assert.Equal(Compare(a, b, seed: 4), Compare(a, b, seed: 4));
        Assert.NotEqual(Compare(a, b, seed: 4), Compare(a, b, seed: 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rows_of_one_class_are_refused(byte label) =>
        Assert.Throws<ArgumentException>(() => new PairedBootstrap([[0.1, 0.2]], [label, label], 100, 1));

    [Fact]
    public void Candidates_come_best_first_with_how_far_each_is_behind()
    {
        var candidates = TrainerContest.Rank(["poor", "best", "same"], [Scores(0.5, 1), Scores(5, 2), Scores(5, 2)], Labels, seed: 1);

        Assert.Equal(["best", "same", "poor"], candidates.Select(candidate => candidate.Trainer));
        Assert.Null(candidates[0].Behind);
        Assert.Equal([false, true, false], candidates.Select(candidate => candidate.IsTied));
        Assert.Equal(candidates[0].AveragePrecision - candidates[2].AveragePrecision, candidates[2].Behind!.Difference, 1e-12);
    }

    private static FraudWeb.Core.Scoring.AveragePrecisionGap Compare(double[] a, double[] b, int seed = 1) =>
        new PairedBootstrap([a, b], Labels, 1_000, seed).Compare(0, 1);

    private static double[] Scores(double signal, int seed) => Scores(Labels, signal, seed);

    private static double[] Scores(byte[] labels, double signal, int seed)
    {
        var random = new Random(seed);
        return [.. labels.Select(label => signal * label + Normal())];

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
