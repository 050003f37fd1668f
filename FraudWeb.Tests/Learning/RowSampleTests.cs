using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class RowSampleTests
{
    private const int Rows = 1 << 16;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void About_the_share_wanted_is_drawn_and_what_it_counts_for_stays_right(double share)
    {
        var (gradients, hessians) = Pulls();
        var certainFrom = RowSample.CertainFrom(gradients, hessians, share);
        var drawn = new int[Rows];
        var (count, gradientSum, hessianSum) = RowSample.Draw(gradients, hessians, certainFrom, seed: 3, firstRow: 0, drawn);

        Assert.Equal(share, count / (double)Rows, 0.02);
        Assert.InRange(gradientSum / gradients.Sum(gradient => Math.Abs((double)gradient)), 0.95, 1.05);
        Assert.InRange(hessianSum / hessians.Sum(hessian => (double)hessian), 0.9, 1.1);
        Assert.Equal(drawn[..count].Order(), drawn[..count].Distinct());
        Assert.All(Enumerable.Range(0, Rows).Where(row => gradients[row] < -0.9), row => Assert.Contains(row, drawn[..count].ToHashSet()));
    }

    [Fact]
    public void Blocks_draw_the_same_rows_as_all_at_once()
    {
        var (gradients, hessians) = Pulls();
        var certainFrom = RowSample.CertainFrom(gradients, hessians, 0.3);
        var (whole, parts) = (new int[Rows], new int[Rows]);
        var (count, _, _) = RowSample.Draw(gradients, hessians, certainFrom, seed: 3, firstRow: 0, whole);

        var at = 0;
        for (var from = 0; from < Rows; from += 4096)
        {
            at += RowSample.Draw(
                gradients.AsSpan(from, 4096), hessians.AsSpan(from, 4096), certainFrom, seed: 3, from, parts.AsSpan(at)).Count;
        }

        Assert.Equal(whole[..count], parts[..at]);
    }

    [Fact]
    public void Rows_that_do_not_pull_are_not_drawn()
    {
        var drawn = new int[Rows];
        Assert.Equal(0, RowSample.Draw(
            new float[Rows], new float[Rows], RowSample.CertainFrom(new float[Rows], new float[Rows], 0.5), 1, 0, drawn).Count);
    }

    /// <summary>Legitimate rows that hardly pull, and one fraud in a hundred that does.</summary>
    private static (float[] Gradients, float[] Hessians) Pulls()
    {
        var random = new Random(1);
        var (gradients, hessians) = (new float[Rows], new float[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            var p = MathF.Exp(-8 * random.NextSingle()) * 0.09f;
            (gradients[row], hessians[row]) = (row % 100 == 0 ? p - 1 : p, p * (1 - p));
        }

        return (gradients, hessians);
    }
}
