using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class TrainingTests
{
    [Theory]
    [InlineData(TrainerKind.Boosting, "boosting")]
    [InlineData(TrainerKind.Forest, "forest")]
    [InlineData(TrainerKind.Logistic, "logistic")]
    public void Every_trainer_learns_a_rule_and_says_how_well(TrainerKind trainer, string name)
    {
        var model = Training.Train(MadeData.Rows(8000), new() { Trainer = trainer }, MadeData.Now, MadeData.Rows(4000, seed: 2), "4,000 other rows");

        Assert.True(model.Report.Holdout!.Auc > 0.85, $"AUC {model.Report.Holdout.Auc}");
        Assert.Equal(name, model.Report.Trainer);
        Assert.Empty(model.Report.Warnings);
    }
}
