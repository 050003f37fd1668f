using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Learning;

/// <summary>
/// Draws the rows that a tree is grown on, by minimal variance sampling (Ibragimov and Gusev 2019). A row's probability is proportional to
/// the length of the vector of its gradient and hessian. A drawn row is weighted by the inverse of its probability, so that all sums are
/// unbiased. If fraud is rare, most rows have small gradients, and a third of the rows is nearly as informative as all of them.
/// </summary>
internal static class RowSample
{
    /// <summary>About this many rows are enough to estimate the length from which on every row is drawn.</summary>
    private const int Probed = 1 << 17;

    /// <summary>Returns the length from which on every row is drawn, such that about the given share of rows is drawn.</summary>
    /// <param name="gradients">One per row; 0, like its hessian, for rows that must not be drawn.</param>
    /// <param name="hessians">One per row.</param>
    /// <param name="share">The share of rows to draw, above 0 and below 1.</param>
    public static float CertainFrom(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, double share)
    {
        // A histogram by the first bits of the length: sign, exponent and seven more. The steps are less than a hundredth apart.
        const int step = 16;
        var counts = new int[BitConverter.SingleToUInt32Bits(float.PositiveInfinity) >> step];
        var stride = Math.Max(1, gradients.Length / Probed);
        var (wanted, rest) = (0.0, 0.0);
        for (var row = 0; row < gradients.Length; row += stride)
        {
            counts[BitConverter.SingleToUInt32Bits(MathF.Sqrt(gradients[row] * gradients[row] + hessians[row] * hessians[row])) >> step]++;
            wanted += share;
        }

        for (var i = 1; i < counts.Length; i++)
        {
            rest += counts[i] * Middle(i);
        }

        // Rows above the length are certain; the others have a probability proportional to their length.
        var (certain, from) = (0, counts.Length);
        while (from > 1 && certain + rest / Middle(from - 1) < wanted)
        {
            from--;
            certain += counts[from];
            rest = Math.Max(0, rest - counts[from] * Middle(from));
        }

        return (float)(rest / Math.Max(wanted - certain, 1));

        static double Middle(int i) => BitConverter.UInt32BitsToSingle(((uint)i << step) | 1u << (step - 1));
    }

    /// <summary>Draws rows of a block.</summary>
    /// <param name="gradients">One per row.</param>
    /// <param name="hessians">One per row.</param>
    /// <param name="certainFrom">The result of <see cref="CertainFrom"/>.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="firstRow">The block's first row.</param>
    /// <param name="drawn">Receives the drawn positions; has the length of the block.</param>
    /// <returns>The number of drawn rows, and their weighted sums of absolute gradients and of hessians.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Count, double Gradients, double Hessians) Draw(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians,
        float certainFrom, uint seed, int firstRow, Span<int> drawn)
    {
        var certain = Vector256.Create(certainFrom);
        var rows = Vector256.Create((uint)firstRow) + Vector256<uint>.Indices;
        var (gradientSum, hessianSum) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var count = 0;
        for (var i = 0; i < gradients.Length; i += Vector256<float>.Count)
        {
            var (gradient, hessian) = (Vector256.LoadUnsafe(in gradients[i]), Vector256.LoadUnsafe(in hessians[i]));
            var length = Length(gradient, hessian);
            var random = Vector256.ConvertToSingle((RowHash.Of(rows, seed) >>> 8).AsInt32()) * (1f / (1 << 24));
            rows += Vector256.Create((uint)Vector256<float>.Count);
            var isDrawn = Vector256.LessThan(random * certain, length);
            var weight = isDrawn.AsInt32() & Weight(length, certain).AsInt32();
            gradientSum += Vector256.Abs(gradient) * weight.AsSingle();
            hessianSum += hessian * weight.AsSingle();
            for (var bits = isDrawn.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                drawn[count++] = firstRow + i + System.Numerics.BitOperations.TrailingZeroCount(bits);
            }
        }

        return (count, Lanes.Sum(gradientSum), Lanes.Sum(hessianSum));
    }

    /// <summary>Returns the lengths of rows, by gradient and hessian.</summary>
    public static Vector256<float> Length(Vector256<float> gradients, Vector256<float> hessians) =>
        Vector256.Sqrt(gradients * gradients + hessians * hessians);

    /// <summary>Returns the weights of drawn rows: the inverse of their probability.</summary>
    public static Vector256<float> Weight(Vector256<float> lengths, Vector256<float> certainFrom) =>
        Vector256.ConditionalSelect(
            Vector256.LessThan(lengths, certainFrom), certainFrom / Vector256.Max(lengths, Vector256.Create(1e-30f)), Vector256<float>.One);
}
