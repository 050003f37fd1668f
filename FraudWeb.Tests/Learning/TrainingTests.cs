using System.Globalization;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning;

public class TrainingTests
{
    [Theory]
    [InlineData(TrainerKind.Boosting, "boosting")]
    [InlineData(TrainerKind.Forest, "forest")]
    [InlineData(TrainerKind.Logistic, "logistic")]
    [InlineData(TrainerKind.FastTree, "fasttree")]
    [InlineData(TrainerKind.FastForest, "fastforest")]
    public void Every_trainer_learns_a_rule_and_says_how_well(TrainerKind trainer, string name)
    {
        var data = MadeData.Rows(8000);
        var model = Training.Train(data, new() { Trainer = trainer }, MadeData.Now, MadeData.Rows(4000, seed: 2), "4,000 other rows");

        var report = model.Report;
        Assert.Equal(
            (name, MadeData.Now, data.Hash, "4,000 other rows"), (report.Trainer, report.TrainedAt, report.DataHash, report.Split));
        Assert.Equal((8000, data.Frauds, 4000), (report.TrainingRows, report.TrainingFrauds, report.Holdout!.Rows));
        Assert.Empty(report.Warnings);
        Assert.True(report.Holdout.Auc > 0.85, $"AUC {report.Holdout.Auc}");
        Assert.Equal(1, model.Predictor.Importance.ToArray().Sum(), 1e-9);
        Assert.True(model.Predictor.Importance[0] > model.Predictor.Importance[5], "the amount matters more than noise");
    }

    [Theory]
    [InlineData(TrainerKind.Boosting)]
    [InlineData(TrainerKind.Forest)]
    [InlineData(TrainerKind.Logistic)]
    [InlineData(TrainerKind.FastTree)]
    [InlineData(TrainerKind.FastForest)]
    public void Probabilities_come_true_on_rows_never_seen(TrainerKind trainer)
    {
        var (model, test) = (Training.Train(MadeData.Rows(8000), new() { Trainer = trainer }, MadeData.Now), MadeData.Rows(8000, seed: 2));
        var probabilities = Training.Probabilities(model, test);

        Assert.Equal(test.Frauds / 8000.0, probabilities.Average(), 0.01);
        var top = Metrics.Bands(probabilities, test.Labels)[^1];
        Assert.InRange(top.MeanProbability / top.FraudShare, 0.8, 1.25);
    }

    [Theory]
    [InlineData(TrainerKind.Boosting, 8000)]
    [InlineData(TrainerKind.Forest, 3000)]
    [InlineData(TrainerKind.Logistic, 9000)]
    [InlineData(TrainerKind.FastTree, 6000)]
    [InlineData(TrainerKind.FastForest, 2000)]
    public void The_number_of_threads_and_the_culture_change_no_bit(TrainerKind trainer, int rows)
    {
        var (data, culture) = (MadeData.Rows(rows), CultureInfo.CurrentCulture);
        var options = new TrainingOptions { Trainer = trainer, Trees = 20, RowSampling = 0.8 };
        var one = Bytes(Training.Train(data, options with { Threads = 1 }, MadeData.Now));
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(one, Bytes(Training.Train(data, options with { Threads = 2 }, MadeData.Now)));
            Assert.Equal(one, Bytes(Training.Train(data, options with { Threads = 5 }, MadeData.Now)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Many_rows_are_calibrated_on_one_holdout_and_threads_still_change_no_bit()
    {
        var data = MadeData.Rows(120_000);
        var options = new TrainingOptions { Trees = 5, MinLeaf = 20 };
        var one = Training.Train(data, options with { Threads = 1 }, MadeData.Now, MadeData.Rows(4000, seed: 2));
        var three = Training.Train(data, options with { Threads = 3 }, MadeData.Now);
        Assert.Equal(Bytes(one), Bytes(three));
        Assert.True(one.Report.Holdout!.Auc > 0.85);
    }

    [Fact]
    public void Explanations_of_a_trained_model_add_up_to_the_score()
    {
        var model = Training.Train(MadeData.Rows(5000), new(), MadeData.Now);
        var test = MadeData.Rows(10_000, seed: 3);
        var (row, contributions) = (new float[6], new double[6]);
        for (var i = 0; i < test.Rows; i++)
        {
            test.CopyRows(i, row);
            Assert.Equal(model.Predictor.LogOdds(row), model.Predictor.Explain(row, contributions) + contributions.Sum(), 1e-9);
        }
    }

    [Fact]
    public void The_forest_s_log_odds_keep_the_order_of_the_mean_of_its_trees()
    {
        var model = Training.Train(MadeData.Rows(3000), new() { Trainer = TrainerKind.Forest, Trees = 30 }, MadeData.Now);
        Assert.Equal(Calibration.None, model.Calibration);
        Assert.InRange(Training.Probabilities(model, MadeData.Rows(2000, seed: 5)).Max(), 0.3, 1);
    }

    [Fact]
    public void Early_stopping_takes_fewer_trees_than_allowed_and_a_fixed_number_is_kept_to()
    {
        var data = MadeData.Rows(3000);
        var stopped = Training.Train(data, new(), MadeData.Now);
        var exact = Training.Train(data, new() { Trees = 7 }, MadeData.Now);
        Assert.True(((TreeEnsemble)stopped.Predictor).TreeCount < new TrainingOptions().WithDefaults(1000).Trees);
        Assert.Equal(7, ((TreeEnsemble)exact.Predictor).TreeCount);
        Assert.Equal("7", exact.Report.Parameters["trees"]);
    }

    [Theory]
    [InlineData(TrainerKind.Boosting, "the number of trees and the calibration come from")]
    [InlineData(TrainerKind.FastTree, "the calibration comes from")]
    [InlineData(TrainerKind.Logistic, "the calibration comes from")]
    public void With_too_few_frauds_to_go_by_time_a_warning_names_what_comes_from_random_rows(TrainerKind trainer, string named)
    {
        string[] warnings = [.. Training.Train(MadeData.Rows(600), new() { Trainer = trainer }, MadeData.Now).Report.Warnings];
        Assert.Contains(warnings, warning => warning.StartsWith($"Too few frauds to go by time: {named}", StringComparison.Ordinal));
        warnings = [.. Training.Train(MadeData.Rows(4_000), new() { Trainer = trainer }, MadeData.Now).Report.Warnings];
        Assert.DoesNotContain(warnings, warning => warning.StartsWith("Too few frauds to go by time", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_500_categories_the_bad_ones_are_found()
    {
        var field = new Field { Name = "shop", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, 500).Select(i => $"s{i}")] };
        var schema = new TransactionSchema("shops", [field, new() { Name = "noise", Kind = FieldKind.Number }]);
        Dataset Rows(int seed)
        {
            var (random, builder) = (new Random(seed), new Dataset.Builder(schema));
            for (var i = 0; i < 20_000; i++)
            {
                var shop = random.Next(500);
                builder.Add([shop, random.NextDouble()], random.NextDouble() < (shop % 10 == 0 ? 0.2 : 0.01));
            }

            return builder.Build();
        }

        // Knowing the bad shops gives an AUC of 0.83.
        var model = Training.Train(Rows(1), new(), MadeData.Now, Rows(2));
        Assert.True(model.Report.Holdout!.Auc > 0.75, $"AUC {model.Report.Holdout.Auc}");
    }

    [Fact]
    public void Missing_values_learn_their_side()
    {
        var schema = new TransactionSchema("s", [new() { Name = "x", Kind = FieldKind.Number, Required = false }]);
        var builder = new Dataset.Builder(schema);
        for (var i = 0; i < 2000; i++)
        {
            builder.Add([i % 5 == 0 ? double.NaN : i % 7], isFraud: i % 5 == 0 && i % 3 != 0);
        }

        var model = Training.Train(builder.Build(), new(), MadeData.Now);
        Assert.True(model.Score([double.NaN]).Probability > 0.5);
        Assert.True(model.Score([3.0]).Probability < 0.05);
    }

    [Fact]
    public void Half_of_the_rows_being_fraud_is_no_trouble()
    {
        var data = MadeData.Rows(20_000);
        var frauds = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 1).ToArray();
        var legitimate = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 0).Take(frauds.Length).ToArray();
        var model = Training.Train(data.Select([.. frauds, .. legitimate]), new(), MadeData.Now, MadeData.Rows(4000, seed: 2));
        Assert.True(model.Report.Holdout!.Auc > 0.85);
    }

    [Fact]
    public void Columns_that_are_constant_missing_twice_there_or_noise_do_no_harm()
    {
        var plain = MadeData.Rows(6000);
        var schema = new TransactionSchema("wide",
        [
            .. MadeData.Schema.Fields,
            .. Enumerable.Range(0, 190).Select(i => new Field { Name = $"more{i}", Kind = FieldKind.Number, Required = false }),
        ]);
        var model = Training.Train(Wide(plain, 1), new(), MadeData.Now, Wide(MadeData.Rows(4000, seed: 2), 2));

        Assert.InRange(model.Report.Holdout!.Auc,
            Training.Train(plain, new(), MadeData.Now, MadeData.Rows(4000, seed: 2)).Report.Holdout!.Auc - 0.02, 1);
        Assert.Equal(["more0 is the same in every row: it tells the model nothing.",
            "more1 is missing in every row: it tells the model nothing."], model.Report.Warnings);

        Dataset Wide(Dataset data, int seed)
        {
            var (random, builder, row) = (new Random(seed), new Dataset.Builder(schema), new float[MadeData.Schema.Fields.Length]);
            for (var i = 0; i < data.Rows; i++)
            {
                data.CopyRows(i, row);
                builder.Add([.. row.Select(value => (double)value), 7, double.NaN, row[0],
                    .. Enumerable.Range(0, 187).Select(_ => random.NextDouble())], data.Labels[i] != 0);
            }

            return builder.Build();
        }
    }

    [Fact]
    public void Of_a_thousand_rows_one_fraud_is_enough_to_rank_by()
    {
        var data = MadeData.Rows(40_000);
        var frauds = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 1).Take(60);
        var legitimate = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 0);
        var rare = data.Select([.. legitimate.Concat(frauds).Order()]);
        var model = Training.Train(rare, new(), MadeData.Now, MadeData.Rows(8000, seed: 2));

        Assert.InRange(rare.Frauds / (double)rare.Rows, 0.001, 0.002);
        Assert.True(model.Report.Holdout!.Auc > 0.85, $"AUC {model.Report.Holdout.Auc}");
        Assert.Equal(rare.Frauds / (double)rare.Rows, Training.Probabilities(model, rare).Average(), 0.0005);
    }

    [Fact]
    public void A_rate_of_a_fifth_does_not_diverge_where_frauds_are_rare()
    {
        var data = MadeData.Rows(20_000);
        var rare = data.Select([.. Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 0 || row % 8 == 0)]);
        var test = MadeData.Rows(8000, seed: 2);
        var quick = Training.Train(rare, new() { Trees = 200, LearningRate = 0.2, Leaves = 31 }, MadeData.Now, test).Report.Holdout!;

        Assert.True(quick.Auc > 0.8, $"AUC {quick.Auc}");
        Assert.True(quick.LogLoss < 0.3, $"log loss {quick.LogLoss}");
    }

    [Fact]
    public void A_cancelled_training_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Training.Train(MadeData.Rows(2000), new(), MadeData.Now, cancellationToken: source.Token));
    }

    [Fact]
    public void Progress_is_told_tree_by_tree()
    {
        var told = new List<TrainingProgress>();
        Training.Train(MadeData.Rows(2000), new() { Trees = 3 }, MadeData.Now, progress: new Told(told));
        Assert.Contains(told, progress => progress is { Stage: "Growing trees", Done: 3, Total: 3, Loss: > 0 and < 1 });
        Assert.Contains(told, progress => progress is { Stage: "Growing trees on all rows", Done: 3 });
    }

    private static byte[] Bytes(FraudModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        (model.Predictor as TreeEnsemble)?.WriteTo(writer);
        (model.Predictor as LinearModel)?.WriteTo(writer);
        writer.Write(model.Calibration.Slope);
        writer.Write(model.Calibration.Intercept);
        writer.Flush();
        return stream.ToArray();
    }

    private sealed class Told(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
