using FraudWeb.Core.Dashboard;

namespace FraudWeb.Tests.Dashboard;

public class LatencyBucketsTests
{
    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 4)]
    [InlineData(1023, 39)]
    [InlineData(1024, 40)]
    [InlineData(int.MaxValue, 123)]
    public void A_duration_falls_into_its_quarter_octave(int microseconds, int bucket)
    {
        Assert.Equal(bucket, LatencyBuckets.Of(microseconds));
        Assert.InRange(bucket, 0, LatencyBuckets.Count - 1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void A_percentile_is_off_by_a_tenth_at_most(double share)
    {
        var random = new Random(1);
        var durations = Enumerable.Range(0, 10_000).Select(_ => (int)Math.Exp(3 + (random.NextDouble() * 6))).Order().ToList();
        var counts = durations.GroupBy(LatencyBuckets.Of).Select(same => KeyValuePair.Create($"{same.Key}", (long)same.Count()));

        var exact = durations[(int)(share * durations.Count)];
        Assert.InRange(LatencyBuckets.Percentile(counts, share)!.Value, exact * 0.9, exact * 1.1);
    }

    [Fact]
    public void Nothing_has_no_percentile() => Assert.Null(LatencyBuckets.Percentile([], 0.5));
}
