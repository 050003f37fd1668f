using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <summary>A Gauss–Legendre rule on 0 to 1: with n points it integrates polynomials up to degree 2n−1 exactly. A vector has four points;
/// padding points in the last vector have weight 0.</summary>
internal sealed class Quadrature
{
    private const int Lanes = 4;
    private static readonly Quadrature[] Rules =
        [.. Enumerable.Range(1, TreeEnsemble.MaxDepth / 2 / Lanes).Select(vectors => new Quadrature(vectors * Lanes))];

    private Quadrature(int points)
    {
        Points = new Vector256<double>[points / Lanes];
        Weights = new Vector256<double>[points / Lanes];
        for (var i = 0; i < points; i++)
        {
            var (x, weight) = Root(points, i);
            Points[i / Lanes] = Points[i / Lanes].WithElement(i % Lanes, (1 + x) / 2);
            Weights[i / Lanes] = Weights[i / Lanes].WithElement(i % Lanes, weight / 2);
        }
    }

    /// <summary>The points at which the integrand is evaluated, between 0 and 1.</summary>
    public Vector256<double>[] Points { get; }

    /// <summary>The weight of each point; the sum is 1.</summary>
    public Vector256<double>[] Weights { get; }

    /// <summary>Returns the smallest rule of whole vectors with at least this many points.</summary>
    public static Quadrature Of(int points) => Rules[Math.Max(points - 1, 0) / Lanes];

    /// <summary>Returns the i-th root of the Legendre polynomial of degree n on −1 to 1, by Newton's method, and its weight.</summary>
    private static (double X, double Weight) Root(int n, int i)
    {
        var x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
        double slope;
        var step = 1.0;
        do
        {
            var (value, before) = (x, 1.0);
            for (var k = 2; k <= n; k++)
            {
                (value, before) = (((2 * k - 1) * x * value - (k - 1) * before) / k, value);
            }

            slope = n * (x * value - before) / (x * x - 1);
            if (Math.Abs(step) < 1e-12)
            {
                return (x, 2 / ((1 - x * x) * slope * slope));
            }

            step = value / slope;
            x -= step;
        }
        while (true);
    }
}
