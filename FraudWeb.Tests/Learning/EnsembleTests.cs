using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning;

public class EnsembleTests
{
    private const int Members = 3;

    private static readonly Dataset Data = MadeData.Rows(3_000);

    private static readonly FraudModel Model = Training.Train(Data, new() { Trees = 20, Ensemble = Members }, MadeData.Now);

    [Fact]
    public void The_log_odds_are_the_mean_of_models_of_other_seeds()
    {
        FraudModel[] members =
        [
            .. Enumerable.Range(0, Members).Select(member =>
                Training.Train(Data, new() { Trees = 20, Seed = unchecked(1 + member * BoostingTrainer.SeedStep) }, MadeData.Now)),
        ];
        var row = new float[Data.Schema.Fields.Length];
        for (var i = 0; i < Data.Rows; i++)
        {
            Data.CopyRows(i, row);
            Assert.Equal(members.Average(member => member.Predictor.LogOdds(row)), Model.Predictor.LogOdds(row), 1e-9);
        }

        Assert.True(members[0].Predictor.LogOdds(row) != members[1].Predictor.LogOdds(row), "seeds make no difference");
    }

    [Fact]
    public void It_is_one_sum_of_trees_that_is_stored_explained_and_scored_by_ml_net_as_any_other()
    {
        var read = ModelFile.Read(ModelFile.ToBytes(Model).Bytes).Model;
        var (row, contributions) = (new float[Data.Schema.Fields.Length], new double[Data.Schema.Fields.Length]);
        for (var i = 0; i < 500; i++)
        {
            Data.CopyRows(i, row);
            var logOdds = read.Predictor.LogOdds(row);
            Assert.Equal(Model.Predictor.LogOdds(row), logOdds);
            Assert.Equal(logOdds, read.Predictor.Explain(row, contributions) + contributions.Sum(), 1e-9);
        }

        Assert.Equal(20 * Members, ((TreeEnsemble)read.Predictor).TreeCount);
        Assert.Equal(("20", "3"), (read.Report.Parameters["trees"], read.Report.Parameters["ensemble"]));
        Assert.Null(MlNetProof.FindDifference(read));
    }

    [Fact]
    public void The_number_of_trees_that_is_found_is_that_of_each_member()
    {
        var model = Training.Train(Data, new() { Ensemble = 2, LearningRate = 0.2 }, MadeData.Now);
        Assert.Equal(model.Report.Parameters["trees"], $"{((TreeEnsemble)model.Predictor).TreeCount / 2}");
    }
}
