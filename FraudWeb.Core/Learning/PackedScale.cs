namespace FraudWeb.Core.Learning;

/// <summary>A sum of gradients and of hessians in one 64-bit integer: the gradient, signed, in the high half, the hessian in the low half.
/// Integers have the same sum in any order, so sums don't depend on threads, and a sibling's sum is an exact difference.</summary>
/// <param name="GradientUnit">The value of one unit of the high half.</param>
/// <param name="HessianUnit">The value of one unit of the low half.</param>
internal readonly record struct PackedScale(double GradientUnit, double HessianUnit)
{
    // Sums stay below these limits, which leave the same amount again for rounding each row to whole units.
    private const double GradientRange = 1 << 30;
    private const double HessianRange = 1 << 30;

    /// <summary>Returns the finest units in which sums over all rows still fit.</summary>
    /// <param name="gradients">The sum of absolute gradients.</param>
    /// <param name="hessians">The sum of hessians.</param>
    public static PackedScale For(double gradients, double hessians) =>
        new(Math.Max(gradients, 1e-30) / GradientRange, Math.Max(hessians, 1e-30) / HessianRange);

    /// <summary>Packs one row, each half rounded to the nearest unit.</summary>
    public long Pack(double gradient, double hessian) =>
        ((long)Math.Floor(gradient / GradientUnit + 0.5) << 32) + (long)Math.Floor(hessian / HessianUnit + 0.5);

    /// <summary>Returns the gradient of a sum.</summary>
    public double Gradient(long sum) => (int)(sum >> 32) * GradientUnit;

    /// <summary>Returns the hessian of a sum.</summary>
    public double Hessian(long sum) => (uint)sum * HessianUnit;
}
