using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

public class LinearModelTests
{
    private static readonly LinearModel Model = new(-3,
        [new(0.5, Mean: 10, Missing: 0.25, Expected: 0.1, []), new(0, 0, Missing: 0.5, Expected: 0.2, [0.1, -0.2, 0.3])], [0.4, 0.6]);

    [Theory]
    [InlineData(12, 0, -3 + 1 + 0.1)]
    [InlineData(10, 2, -3 + 0.3)]
    [InlineData(float.NaN, 1, -3 + 0.25 - 0.2)]
    [InlineData(10, float.NaN, -3 + 0.5)]
    [InlineData(10, 3, -3)]
    public void A_score_is_the_sum_of_a_term_a_field(float number, float category, double expected) =>
        Assert.Equal(expected, Model.LogOdds([number, category]), 1e-12);

    [Fact]
    public void A_contribution_is_the_term_less_its_mean()
    {
        var contributions = new double[2];
        var baseValue = Model.Explain([12, 2], contributions);
        Assert.Equal([1 - 0.1, 0.3 - 0.2], contributions, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(Model.LogOdds([12, 2]), baseValue + contributions.Sum(), 1e-12);
    }

    [Fact]
    public void A_value_too_large_for_single_precision_gives_a_finite_score() =>
        Assert.True(double.IsFinite(Model.LogOdds([float.PositiveInfinity, 0])));
}
