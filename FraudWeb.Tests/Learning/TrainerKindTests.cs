using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class TrainerKindTests
{
    [Fact]
    public void Every_trainer_has_the_name_that_the_command_line_takes() =>
        Assert.Equal<string>(["boosting", "forest", "logistic", "fasttree", "fastforest"], TrainerKinds.WireNames);

    [Theory]
    [InlineData("fasttree", true)]
    [InlineData("FastTree", true)]
    [InlineData("3", false)]
    [InlineData("", false)]
    public void A_trainer_is_found_by_its_name_only(string name, bool isFound) => Assert.Equal(isFound, TrainerKinds.TryParse(name, out _));
}
