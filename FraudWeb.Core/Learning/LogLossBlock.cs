using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Learning;

/// <summary>The log loss of rows and its first two derivatives by the score, eight rows at a time in single precision. Uses plain additions
/// and multiplications in a fixed order, never fused: the same bits on every machine.</summary>
internal static class LogLossBlock
{
    /// <summary>Computes the derivatives at the rows' scores.</summary>
    /// <param name="scores">In log-odds; a multiple of eight rows.</param>
    /// <param name="pulls">The weight of each training row, negative for a fraud; 0 for other rows.</param>
    /// <param name="watched">1 for each watched row, or -1 for a fraud; 0 for other rows.</param>
    /// <param name="gradients">Weight times p − y; 0 for rows that are not trained on.</param>
    /// <param name="hessians">Weight times p (1 − p).</param>
    /// <returns>The sums of absolute gradients and of hessians over the training rows, and of the loss over the watched rows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Gradients, double Hessians, double Loss) Differentiate(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> pulls, ReadOnlySpan<float> watched, Span<float> gradients, Span<float> hessians)
    {
        var (gradientSum, hessianSum, lossSum) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i < scores.Length; i += Vector256<float>.Count)
        {
            var pull = At(pulls, i);
            var watch = At(watched, i);

            // From the label's point of view, frauds and legitimate rows are alike: what counts is how far the score is on the wrong side.
            var score = At(scores, i);
            var wrong = Vector256.ConditionalSelect(Vector256.LessThan(pull + watch, Vector256<float>.Zero), -score, score);
            var e = Exp(-Vector256.Abs(wrong));
            var larger = Vector256<float>.One / (Vector256<float>.One + e);
            var isWrong = Vector256.GreaterThanOrEqual(wrong, Vector256<float>.Zero);
            var surprise = Vector256.ConditionalSelect(isWrong, larger, e * larger);
            var (gradient, hessian) = (pull * surprise, Vector256.Abs(pull) * (e * larger * larger));
            gradient.StoreUnsafe(ref gradients[i]);
            hessian.StoreUnsafe(ref hessians[i]);
            gradientSum += Vector256.Abs(gradient);
            hessianSum += hessian;
            lossSum += Vector256.Abs(watch) * (Vector256.ConditionalSelect(isWrong, wrong, Vector256<float>.Zero) + LogOnePlus(e));
        }

        return (Lanes.Sum(gradientSum), Lanes.Sum(hessianSum), Lanes.Sum(lossSum));
    }

    /// <summary>Packs gradients and hessians, each multiplied by the row's sampling weight, as whole units. Each is rounded up or down at
    /// random, in proportion to its distance, so that identical rows don't all err to the same side. The random number depends only on the
    /// row's position and the seed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, PackedScale scale, float certainFrom, uint seed,
        int firstRow, Span<long> packed)
    {
        var certain = Vector256.Create(certainFrom);
        var perGradient = Vector256.Create((float)(1 / scale.GradientUnit));
        var perHessian = Vector256.Create((float)(1 / scale.HessianUnit));
        var rows = Vector256.Create((uint)firstRow) + Vector256<uint>.Indices;
        for (var i = 0; i < gradients.Length; i += Vector256<float>.Count)
        {
            var random = RowHash.Of(rows, seed);
            rows += Vector256.Create((uint)Vector256<float>.Count);
            var first = Vector256.ConvertToSingle((random & Vector256.Create(0xFFFFu)).AsInt32()) * (1f / 0x10000);
            var second = Vector256.ConvertToSingle((random >>> 16).AsInt32()) * (1f / 0x10000);
            var (gradient, hessian) = (At(gradients, i), At(hessians, i));
            var weight = RowSample.Weight(RowSample.Length(gradient, hessian), certain);
            var wholeGradient = Vector256.ConvertToInt32(Vector256.Floor(gradient * weight * perGradient + first));
            var wholeHessian = Vector256.ConvertToInt32(Vector256.Floor(hessian * weight * perHessian + second));
            ((Vector256.WidenLower(wholeGradient) << 32) + Vector256.WidenLower(wholeHessian)).StoreUnsafe(ref packed[i]);
            ((Vector256.WidenUpper(wholeGradient) << 32) + Vector256.WidenUpper(wholeHessian))
                .StoreUnsafe(ref packed[i + Vector256<long>.Count]);
        }
    }

    /// <summary>Returns eˣ for x up to 0, to seven digits: powers of two by the exponent's bits, the rest by a polynomial
    /// (Cephes).</summary>
    private static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Max(x, Vector256.Create(-87f));
        var twos = Vector256.Floor(x * 1.44269504f + Vector256.Create(0.5f));
        x -= twos * 0.693359375f;
        x -= twos * -2.12194440e-4f;
        var y = Vector256.Create(1.9875691500e-4f);
        y = y * x + Vector256.Create(1.3981999507e-3f);
        y = y * x + Vector256.Create(8.3334519073e-3f);
        y = y * x + Vector256.Create(4.1665795894e-2f);
        y = y * x + Vector256.Create(1.6666665459e-1f);
        y = y * x + Vector256.Create(5.0000001201e-1f);
        y = y * x * x + x + Vector256<float>.One;
        return (y.AsInt32() + (Vector256.ConvertToInt32(twos) << 23)).AsSingle();
    }

    /// <summary>Returns ln(1 + e) for e from 0 to 1, to seven digits: 2 artanh(e / (2 + e)) as a series.</summary>
    private static Vector256<float> LogOnePlus(Vector256<float> e)
    {
        var z = e / (e + Vector256.Create(2f));
        var square = z * z;
        var y = Vector256.Create(2f / 13);
        y = y * square + Vector256.Create(2f / 11);
        y = y * square + Vector256.Create(2f / 9);
        y = y * square + Vector256.Create(2f / 7);
        y = y * square + Vector256.Create(2f / 5);
        y = y * square + Vector256.Create(2f / 3);
        return (y * square + Vector256.Create(2f)) * z;
    }

    private static Vector256<float> At(ReadOnlySpan<float> values, int i) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
}
