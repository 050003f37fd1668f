using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

public class ThresholdSearchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(254)]
    [InlineData(255)]
    public void Counts_the_thresholds_below_a_value(int count)
    {
        float[] thresholds = [.. Enumerable.Range(0, count).Select(i => i * 2f)];
        var arranged = ThresholdSearch.Arrange(thresholds);
        float[] values = [
            float.NegativeInfinity, float.PositiveInfinity, float.MaxValue, .. Enumerable.Range(-1, 2 * count + 3).Select(i => (float)i)];
        Assert.Equal(values.Select(value => thresholds.Count(threshold => threshold < value)),
            values.Select(value => ThresholdSearch.CountBelow(ref arranged[0], value)));
    }
}
