using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class TrainingOptionsTests
{
    public static TheoryData<TrainingOptions, string> Bad => new()
    {
        { new() { Trees = 0 }, "Trees is 0, allowed is 1 to 10000" },
        { new() { Leaves = 1 }, "Leaves is 1, allowed is 2 to 65536" },
        { new() { LearningRate = 1.5 }, "LearningRate is 1.5, allowed is above 0 to 1" },
        { new() { LearningRate = double.NaN }, "LearningRate is NaN" },
        { new() { MinLeaf = 0 }, "MinLeaf is 0" },
        { new() { MaxBins = 256 }, "MaxBins is 256, allowed is 2 to 255" },
        { new() { RowSampling = 0 }, "RowSampling is 0, allowed is above 0 to 1" },
        { new() { ClassWeight = double.PositiveInfinity }, "ClassWeight is Infinity" },
        { new() { Threads = 0 }, "Threads is 0" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_parameter_out_of_range_is_named_with_its_value_and_what_is_allowed(TrainingOptions options, string fault) =>
        Assert.Contains(fault, Assert.Throws<TrainingException>(() => options.Validate()).Message);

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var e = Assert.Throws<TrainingException>(() => new TrainingOptions { Trees = 0, L2 = -1 }.Validate());
        Assert.Contains("Trees is 0", e.Message);
        Assert.Contains("L2 is -1", e.Message);
    }

    [Fact]
    public void The_report_has_every_parameter_of_the_trainer_as_used()
    {
        var parameters = new TrainingOptions { LearningRate = 0.05 }.WithDefaults(1000).Parameters(trees: 12);
        Assert.Equal("0.05", parameters["learning_rate"]);
        Assert.Equal("12", parameters["trees"]);
        Assert.DoesNotContain("learning_rate", new TrainingOptions { Trainer = TrainerKind.Logistic }.WithDefaults(1000).Parameters().Keys);
    }
}
