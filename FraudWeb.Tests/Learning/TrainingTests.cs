using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class TrainingTests
{
    [Fact]
    public void Boosting_learns_a_rule_and_says_how_well()
    {
        var model = Training.Train(MadeData.Rows(8000), new(), MadeData.Now, MadeData.Rows(4000, seed: 2), "4,000 other rows");

        Assert.True(model.Report.Holdout!.Auc > 0.85, $"AUC {model.Report.Holdout.Auc}");
        Assert.Equal("boosting", model.Report.Trainer);
        Assert.Empty(model.Report.Warnings);
    }
}
