namespace FraudWeb.Core.Learning;

/// <summary>Minimises a smooth convex function by limited-memory BFGS (Nocedal 1980; Nocedal and Wright 2006, 7.2).</summary>
internal static class Lbfgs
{
    private const int Memory = 10;
    private const int MaxSteps = 300;

    /// <summary>The relative decrease of the function below which the search stops.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Returns the minimum of a function.</summary>
    /// <param name="function">Writes the gradient at a point and returns the value there.</param>
    /// <param name="start">The starting point.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static double[] Minimise(Func<double[], double[], double> function, double[] start, CancellationToken cancellationToken)
    {
        var (x, slope) = ((double[])start.Clone(), new double[start.Length]);
        var value = function(x, slope);
        var memory = new List<(double[] Step, double[] Change, double Curvature)>();
        for (var i = 0; i < MaxSteps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var direction = Direction(slope, memory);
            var descent = Dot(direction, slope);
            var length = memory.Count == 0 ? 1 / Math.Max(1, Math.Sqrt(Dot(slope, slope))) : 1.0;
            var (next, nextSlope) = (new double[x.Length], new double[x.Length]);
            double nextValue;
            while (true)
            {
                for (var j = 0; j < x.Length; j++)
                {
                    next[j] = x[j] + length * direction[j];
                }

                nextValue = function(next, nextSlope);
                if (nextValue <= value + 1e-4 * length * descent || length < 1e-12)
                {
                    break;
                }

                length /= 2;
            }

            if (!(value - nextValue > Tolerance * Math.Abs(value)))
            {
                return nextValue < value ? next : x;
            }

            var step = next.Zip(x, (a, b) => a - b).ToArray();
            var change = nextSlope.Zip(slope, (a, b) => a - b).ToArray();
            var curvature = Dot(step, change);
            if (curvature > 0)
            {
                memory.Add((step, change, curvature));
                if (memory.Count > Memory)
                {
                    memory.RemoveAt(0);
                }
            }

            (x, slope, value) = (next, nextSlope, nextValue);
        }

        return x;
    }

    /// <summary>Returns the negative gradient, corrected by the curvature of the last steps (two-loop recursion).</summary>
    private static double[] Direction(double[] slope, List<(double[] Step, double[] Change, double Curvature)> memory)
    {
        var direction = slope.Select(value => -value).ToArray();
        var shares = new double[memory.Count];
        for (var i = memory.Count - 1; i >= 0; i--)
        {
            shares[i] = Dot(memory[i].Step, direction) / memory[i].Curvature;
            Add(direction, memory[i].Change, -shares[i]);
        }

        if (memory.Count > 0)
        {
            var (_, change, curvature) = memory[^1];
            var scale = curvature / Dot(change, change);
            for (var j = 0; j < direction.Length; j++)
            {
                direction[j] *= scale;
            }
        }

        for (var i = 0; i < memory.Count; i++)
        {
            Add(direction, memory[i].Step, shares[i] - Dot(memory[i].Change, direction) / memory[i].Curvature);
        }

        return direction;
    }

    private static void Add(double[] to, double[] what, double times)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += times * what[i];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
