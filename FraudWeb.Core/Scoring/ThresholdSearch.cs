using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <summary>Counts the thresholds below a value without branches: sixteen comparisons find the block of sixteen thresholds, sixteen more
/// the position in it.</summary>
internal static class ThresholdSearch
{
    private const int Width = 16;

    /// <summary>Arranges thresholds for the search: the last one of each block, then the blocks. Padding is above every value.</summary>
    /// <param name="thresholds">The thresholds, ascending; at most 255.</param>
    public static float[] Arrange(ReadOnlySpan<float> thresholds)
    {
        var blocks = thresholds.Length / Width + 1;
        var arranged = new float[Width + blocks * Width];
        Array.Fill(arranged, float.PositiveInfinity);
        thresholds.CopyTo(arranged.AsSpan(Width));
        for (var block = 0; block < blocks; block++)
        {
            arranged[block] = arranged[Width + block * Width + Width - 1];
        }

        return arranged;
    }

    /// <summary>Returns the number of thresholds below a value.</summary>
    /// <param name="arranged">The first item of the result of <see cref="Arrange"/>.</param>
    /// <param name="value">Any number except <c>NaN</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ref float arranged, float value)
    {
        var block = CountOfSixteen(ref arranged, value);
        return block * Width + CountOfSixteen(ref Unsafe.Add(ref arranged, (block + 1) * Width), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountOfSixteen(ref float sixteen, float value)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return BitOperations.PopCount(
                Vector512.LessThan(Vector512.LoadUnsafe(ref sixteen), Vector512.Create(value)).ExtractMostSignificantBits());
        }

        var values = Vector256.Create(value);
        var low = Vector256.LessThan(Vector256.LoadUnsafe(ref sixteen), values).ExtractMostSignificantBits();
        var high = Vector256.LessThan(Vector256.LoadUnsafe(ref sixteen, 8), values).ExtractMostSignificantBits();
        return BitOperations.PopCount(low | high << 8);
    }
}
