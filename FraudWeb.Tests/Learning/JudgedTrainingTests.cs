using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning;

public class JudgedTrainingTests
{
    private static readonly TrainingPlan Boosting = new() { Trainers = [TrainerKind.Boosting], Options = new() { Trees = 20 } };

    private static readonly Dataset Data = MadeData.Rows(4_000);

    [Fact]
    public void The_model_is_judged_on_the_latest_fifth_and_then_trained_on_all_rows()
    {
        var model = JudgedTraining.Run(Data, Boosting with { TimeColumn = "booked_at" }, MadeData.Now);
        var (training, holdout) = Splits.ByTime(Data.Times!, 0.2);
        var judged = Training.Train(Data.Select(training), Boosting.OptionsFor(TrainerKind.Boosting), MadeData.Now, Data.Select(holdout));
        var all = Training.Train(Data, Boosting.OptionsFor(TrainerKind.Boosting), MadeData.Now);

        Assert.Equal(judged.Report.Holdout, model.Report.Holdout);
        Assert.Equal(Scores(all), Scores(model));
        Assert.NotEqual(Scores(judged), Scores(model));
        var report = model.Report;
        Assert.Equal((4_000, Data.Frauds, 3_200, Data.Hash),
            (report.TrainingRows, report.TrainingFrauds, report.JudgedTrainingRows, report.DataHash));
        Assert.Equal(
            $"the latest 20% (800 rows, {report.Holdout!.Frauds} of them fraud, from 2026-11-22 05:20:00 UTC on, column booked_at)",
                report.Split);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void Rows_judged_that_are_copies_of_training_rows_are_warned_of(int copies, bool isWarned)
    {
        var builder = new Dataset.Builder(MadeData.Schema);
        var values = new double[MadeData.Schema.Fields.Length];
        for (var row = 0; row < Data.Rows * copies; row++)
        {
            for (var field = 0; field < values.Length; field++)
            {
                values[field] = Data.Column(field)[row % Data.Rows];
            }

            builder.Add(values, Data.Labels[row % Data.Rows] != 0);
        }

        var warnings = JudgedTraining.Run(builder.Build(), Boosting with { Refit = false }, MadeData.Now).Report.Warnings;

        Assert.Equal(isWarned, warnings.Any(warning =>
            warning.Contains("of the rows judged equal a training row in every field and the label", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_refit_the_model_is_the_one_that_was_judged()
    {
        var model = JudgedTraining.Run(Data, Boosting with { Refit = false }, MadeData.Now);
        var (training, holdout) = Splits.ByTime(Data.Times!, 0.2);
        var judged = Training.Train(
            Data.Select(training), Boosting.OptionsFor(TrainerKind.Boosting), MadeData.Now, Data.Select(holdout), model.Report.Split);

        Assert.Equal(ModelFile.ToBytes(judged).Hash, ModelFile.ToBytes(model).Hash);
        Assert.Null(model.Report.JudgedTrainingRows);
    }

    [Fact]
    public void The_share_named_is_the_true_one_where_rows_of_one_instant_stay_together()
    {
        var days = new Dataset.Builder(MadeData.Schema);
        var row = new float[MadeData.Schema.Fields.Length];
        for (var i = 0; i < Data.Rows; i++)
        {
            Data.CopyRows(i, row);
            days.Add([.. row.Select(value => (double)value)], Data.Labels[i] != 0, MadeData.Now.AddDays(i < 2_000 ? 0 : 1));
        }

        var report = JudgedTraining.Run(days.Build(), Boosting, MadeData.Now).Report;
        Assert.StartsWith("the latest 50% (2,000 rows,", report.Split, StringComparison.Ordinal);
        Assert.Equal(2_000, report.Holdout!.Rows);
    }

    [Fact]
    public void Times_of_plain_numbers_are_named_as_numbers()
    {
        var steps = new Dataset.Builder(MadeData.Schema);
        var row = new float[MadeData.Schema.Fields.Length];
        for (var i = 0; i < Data.Rows; i++)
        {
            Data.CopyRows(i, row);
            steps.Add([.. row.Select(value => (double)value)], Data.Labels[i] != 0, DateTimeOffset.UnixEpoch.AddSeconds(i));
        }

        var report = JudgedTraining.Run(steps.Build(), Boosting, MadeData.Now).Report;
        Assert.Contains(", from 3200 on)", report.Split, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_compares_its_trainers_and_the_best_is_trained_on_all_rows()
    {
        var model = JudgedTraining.Run(Data, new(), MadeData.Now);
        var candidates = model.Report.Candidates!;

        Assert.Equal(TrainingPlan.Auto.Length, candidates.Count);
        Assert.Equal(model.Report.Trainer, candidates[0].Trainer);
        Assert.Equal(candidates.Max(candidate => candidate.AveragePrecision), candidates[0].AveragePrecision);
        Assert.Equal(model.Report.Holdout!.AveragePrecision, candidates[0].AveragePrecision, 1e-12);
        Assert.Equal(4_000, model.Report.TrainingRows);
    }

    [Fact]
    public void Auto_leaves_trainers_out_that_cannot_hold_a_monotone_constraint()
    {
        var report = JudgedTraining.Run(MonotoneData.Rows(MonotoneDirection.Increasing), new(), MadeData.Now).Report;

        Assert.Equal("boosting", report.Trainer);
        Assert.Equal(["boosting"], report.Candidates!.Select(candidate => candidate.Trainer));
        Assert.Equal(report.Holdout!.AveragePrecision, report.Candidates![0].AveragePrecision, 1e-12);
        Assert.Equal(
            [new("fasttree", "can't hold the monotone constraint on level, flag"),
             new("logistic", "can't hold the monotone constraint on level, flag")], report.Excluded!);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Where_no_trainer_holds_a_monotone_constraint_all_are_compared_and_the_winner_warns()
    {
        var plan = new TrainingPlan { Trainers = [TrainerKind.FastTree, TrainerKind.Logistic], Options = new() { Trees = 20 } };
        var report = JudgedTraining.Run(MonotoneData.Rows(MonotoneDirection.Increasing), plan, MadeData.Now).Report;

        Assert.Equal(2, report.Candidates!.Count);
        Assert.Null(report.Excluded);
        Assert.Contains($"{report.Trainer} can't hold the monotone constraint on level, flag", Assert.Single(report.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_data_and_seed_make_the_same_file_and_the_comparison_is_in_it()
    {
        var plan = new TrainingPlan { Options = new() { Trees = 20, Threads = 1 } };
        var one = ModelFile.ToBytes(JudgedTraining.Run(Data, plan, MadeData.Now));
        var two = ModelFile.ToBytes(JudgedTraining.Run(Data, plan with { Options = plan.Options with { Threads = 3 } }, MadeData.Now));
        var read = ModelFile.Read(one.Bytes).Model.Report;

        Assert.Equal(one.Hash, two.Hash);
        Assert.Equal(3_200, read.JudgedTrainingRows);
        Assert.Equal(TrainingPlan.Auto.Length, read.Candidates!.Count);
        Assert.NotNull(read.Candidates[1].Behind);
    }

    [Fact]
    public void Each_trainer_takes_only_the_parameters_that_it_knows()
    {
        var options = new TrainingOptions { Trees = 7, Ensemble = 2, LearningRate = 0.2, Leaves = 4, MinLeaf = 5 };
        var plan = new TrainingPlan { Trainers = [TrainerKind.Logistic], Options = options };
        var logistic = JudgedTraining.Run(Data, plan, MadeData.Now).Report.Parameters;
        Assert.Equal(["class_weight", "l2", "seed"], logistic.Keys.Order(StringComparer.Ordinal));

        var boosting = JudgedTraining.Run(Data, plan with { Trainers = [TrainerKind.Boosting] }, MadeData.Now).Report.Parameters;
        Assert.Equal(("7", "0.2", "4", "5"), (boosting["trees"], boosting["learning_rate"], boosting["leaves"], boosting["min_leaf"]));
        Assert.Equal("2", boosting["ensemble"]);

        var fast = JudgedTraining.Run(Data, plan with { Trainers = [TrainerKind.FastTree] }, MadeData.Now).Report.Parameters;
        Assert.DoesNotContain("ensemble", fast.Keys);
    }

    [Fact]
    public void A_holdout_without_frauds_measures_nothing_and_warns()
    {
        int[] order = [.. Enumerable.Range(0, Data.Rows).Where(row => row < 3_000 || Data.Labels[row] == 0)];
        var report = JudgedTraining.Run(Data.Select(order), new() { Options = Boosting.Options }, MadeData.Now).Report;

        Assert.Equal((0, double.NaN, double.NaN), (report.Holdout!.Frauds, report.Holdout.Auc, report.Holdout.AveragePrecision));
        Assert.Null(report.Candidates);
        Assert.Equal("boosting", report.Trainer);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("All rows judged are legitimate:", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_set_apart_means_nothing_judged_and_nothing_compared()
    {
        var report = JudgedTraining.Run(Data, new() { HoldoutShare = 0, Options = Boosting.Options }, MadeData.Now).Report;

        Assert.Equal((4_000, "none"), (report.TrainingRows, report.Split));
        Assert.Equal((null, null, null), (report.Holdout, report.JudgedTrainingRows, report.Candidates));
        Assert.Contains(report.Warnings, warning => warning.Contains("were not compared", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_one_time_are_refused()
    {
        var moment = new Dataset.Builder(MadeData.Schema);
        for (var i = 0; i < 100; i++)
        {
            moment.Add(new double[MadeData.Schema.Fields.Length], i % 2 == 0, MadeData.Now);
        }

        var refusal = Assert.Throws<TrainingException>(() => JudgedTraining.Run(moment.Build(), Boosting, MadeData.Now));
        Assert.Contains("same time", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_names_the_trainer()
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        JudgedTraining.Run(Data, new() { Options = Boosting.Options }, MadeData.Now, new Stages(stages));

        foreach (var part in (string[])["boosting: ", "logistic: ", " on all rows: "])
        {
            Assert.Contains(stages, stage => stage.Contains(part, StringComparison.Ordinal));
        }
    }

    private static double[] Scores(FraudModel model) => Training.Probabilities(model, Data);

    private sealed class Stages(HashSet<string> stages) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stages.Add(value.Stage);
    }
}
