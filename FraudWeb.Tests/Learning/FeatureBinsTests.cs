using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class FeatureBinsTests
{
    [Fact]
    public void Few_distinct_values_get_a_bin_each_with_edges_half_way()
    {
        var bins = Of([3, 1, 1, 2, float.NaN, 10]);
        Assert.Equal([1.5f, 2.5f, 6.5f], bins.Thresholds);
        Assert.Equal([3, 1, 1, 2, 0, 4], Map(bins, [3, 1, 1, 2, float.NaN, 10]));
    }

    [Theory]
    [InlineData(6.5f, 3)]
    [InlineData(6.500001f, 4)]
    [InlineData(float.NegativeInfinity, 1)]
    [InlineData(float.PositiveInfinity, 4)]
    public void A_bin_ends_with_its_edge_inclusive(float value, int bin) => Assert.Equal([(byte)bin], Map(Of([1, 2, 3, 10]), [value]));

    [Fact]
    public void Many_values_share_bins_of_about_equal_size()
    {
        var random = new Random(1);
        var column = Enumerable.Range(0, 50_000).Select(_ => (float)Math.Exp(random.NextDouble() * 10)).ToArray();
        var bins = Of(column);
        Assert.Equal(255, bins.Last);
        Assert.All(Map(bins, column).CountBy(bin => bin), bin => Assert.InRange(bin.Value, 100, 400));
    }

    [Fact]
    public void A_frequent_value_has_a_bin_of_its_own()
    {
        var random = new Random(1);
        var column = Enumerable.Range(0, 20_000).Select(i => i % 2 == 0 ? 0.5f : random.NextSingle()).ToArray();
        var bins = Of(column);
        var own = Map(bins, [0.5f])[0];
        Assert.InRange(Map(bins, column).Count(bin => bin == own), 10_000, 10_200);
    }

    [Fact]
    public void Rare_frauds_get_bins_where_they_are()
    {
        // 20 frauds in 100,000 rows, all in the upper thousandth: bins of equal size would put them all into one.
        var column = Enumerable.Range(0, 100_000).Select(i => (float)i).ToArray();
        var labels = column.Select(value => (byte)(value >= 99_960 && value % 2 == 0 ? 1 : 0)).ToArray();
        var bins = FeatureBins.OfNumber(0, column, BinSample.Of(labels, [.. Enumerable.Range(0, labels.Length)]), 255);
        Assert.True(Map(bins, column[99_960..]).Distinct().Count() >= 20);
    }

    [Theory]
    [InlineData(1f, 1.0000001f)]
    [InlineData(float.MinValue, float.MaxValue)]
    [InlineData(0f, float.Epsilon)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity)]
    public void Neighbouring_values_are_told_apart(float low, float high)
    {
        var bins = Of([low, high]);
        Assert.Equal([1, 2], Map(bins, [low, high]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void Each_of_a_few_choices_has_a_bin_of_its_own(int choices)
    {
        var bins = FeatureBins.OfCategory(0, choices);
        for (var position = 0; position < choices; position++)
        {
            var bin = Map(bins, [position])[0];
            Assert.Equal([1UL << position], bins.CategoriesOf(BinSet.Range(bin, bin)));
        }
    }

    private static FeatureBins Of(float[] column) =>
        FeatureBins.OfNumber(0, column, BinSample.Of(new byte[column.Length], [.. Enumerable.Range(0, column.Length)]), 255);

    private static byte[] Map(FeatureBins bins, float[] column)
    {
        var mapped = new byte[column.Length];
        bins.Map(column, mapped);
        return mapped;
    }
}
