using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace FraudWeb.Tests.Learning.MlNet;

public class MlNetTrainerTests
{
    [Theory]
    [InlineData(TrainerKind.FastTree)]
    [InlineData(TrainerKind.FastForest)]
    public void Reasons_of_a_model_by_ML_NET_s_trainers_add_up_and_ML_NET_proves_its_scores(TrainerKind trainer)
    {
        var model = Training.Train(MadeData.Rows(3000), new() { Trainer = trainer, Trees = 30 }, MadeData.Now);
        var test = MadeData.Rows(1000, seed: 3);
        var (row, contributions) = (new float[6], new double[6]);
        for (var i = 0; i < test.Rows; i++)
        {
            test.CopyRows(i, row);
            Assert.Equal(model.Predictor.LogOdds(row), model.Predictor.Explain(row, contributions) + contributions.Sum(), 1e-9);
        }

        Assert.Null(MlNetProof.FindDifference(model));
    }

    [Fact]
    public void Compiled_trees_give_the_scores_of_the_trees_that_ML_NET_grew()
    {
        var data = MadeData.Rows(4000);
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        var slots = TrainingSlots.Of(data, minLeaf: 5);
        var view = new DatasetView(data, rows, slots);
        var fitted = new MLContext(1).BinaryClassification.Trainers.FastTree(
            new FastTreeBinaryTrainer.Options { NumberOfTrees = 60, MaximumBinCountPerFeature = 4095 }).Fit(view);
        var compiler = new TreesOut(data, [.. rows], slots);
        var compiled = TreeEnsemble.Of(
            6, 0, [.. fitted.Model.SubModel.TrainedTreeEnsemble.Trees.Select(tree => compiler.Compile(tree, 1))], compiler.Importance);

        var theirs = fitted.Transform(view).GetColumn<float>("Score").ToArray();
        var row = new float[6];
        Assert.Equal(theirs, rows.Select(at =>
        {
            data.CopyRows(at, row);
            return (float)compiled.LogOdds(row);
        }));
    }

    [Fact]
    public void Missing_numbers_have_a_stand_in_on_either_side_and_rare_categories_no_slot()
    {
        var data = MadeData.Rows(1000);
        var slots = TrainingSlots.Of(data, minLeaf: 1);
        var trust = slots.Where(slot => slot.Field == 4).ToArray();
        Assert.Equal(2, trust.Length);
        Assert.All(
            data.Column(4).Where(value => !float.IsNaN(value)), value => Assert.True(trust[0].Fill < value && value < trust[1].Fill));
        Assert.Equal([0, 1, 2, 3, 4], slots.Where(slot => slot.IsChoice).Select(slot => slot.Choice));
        Assert.Empty(TrainingSlots.Of(data, minLeaf: 900).Where(slot => slot.IsChoice));
    }

    [Fact]
    public void A_cancelled_training_ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Training.Train(MadeData.Rows(1000), new() { Trainer = TrainerKind.FastTree }, MadeData.Now, cancellationToken: stop.Token));
    }
}
