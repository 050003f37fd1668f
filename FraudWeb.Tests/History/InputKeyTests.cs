using FraudWeb.Core.History;

namespace FraudWeb.Tests.History;

public class InputKeyTests
{
    private static readonly double[] InOrder =
        [double.NegativeInfinity, double.MinValue, -1.5, -1, -double.Epsilon, -0.0, 0, double.Epsilon, 1, 1.5, double.MaxValue,
            double.PositiveInfinity];

    [Fact]
    public void Bytes_sort_as_the_numbers_do()
    {
        var bytes = InOrder.Select(value => InputKey.Of(value).ToBytes()).ToList();
        Assert.All(bytes.Zip(bytes.Skip(1)), pair => Assert.True(pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0));
    }

    [Fact]
    public void Every_bit_comes_back()
    {
        double[] values = [
            .. InOrder, double.NaN, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001), BitConverter.Int64BitsToDouble(-1)];
        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            InputKey.Decode(InputKey.Encode(values)).Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(0x7FF8_0000_0000_0001)]
    [InlineData(-1)]
    public void A_missing_value_lies_outside_all_numbers(long bits)
    {
        var missing = InputKey.Of(BitConverter.Int64BitsToDouble(bits));
        Assert.False(missing >= InputKey.Of(double.NegativeInfinity) && missing <= InputKey.Of(double.PositiveInfinity));
    }
}
