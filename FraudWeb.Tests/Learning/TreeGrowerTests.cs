using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class TreeGrowerTests
{
    [Theory]
    [InlineData(4, 1, 0, 1)]
    [InlineData(12, 1, 0, 0.1)]
    [InlineData(12, 15, 0, 1)]
    [InlineData(31, 1, 1.5, 1)]
    [InlineData(31, 5, 0.5, 0)]
    public void A_tree_of_histograms_equals_one_that_tries_every_split(int leaves, int minLeaf, double minLeafWeight, double l2)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var data = MadeData.Rows(240, seed);
            var random = new Random(seed);
            var gradients = data.Labels.Select(label => random.NextDouble() * 0.2 + (label != 0 ? -1 : 0.1)).ToArray();
            var hessians = data.Labels.Select(_ => 0.05 + 0.2 * random.NextDouble()).ToArray();

            var expected = new ExactTree(data, gradients, hessians, leaves, minLeaf, minLeafWeight, l2).Values();
            var actual = Values(data, gradients, hessians, new(leaves, minLeaf, minLeafWeight, l2));
            Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    private static double[] Values(Dataset data, double[] gradients, double[] hessians, TreeLimits limits)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 1 };
        var binned = BinnedData.Of(data, 255, parallel);
        int[] columns = [.. Enumerable.Range(0, binned.Features.Length)];
        var grower = new TreeGrower(binned, limits, new int[binned.FieldCount], parallel);
        var scale = PackedScale.For(gradients.Sum(Math.Abs), hessians.Sum());
        long[] packed = [.. gradients.Zip(hessians, scale.Pack)];
        var random = new SeededRandom(1);
        var (_, leaves) = grower.Grow(
            packed, scale, [.. Enumerable.Range(0, data.Rows)], columns, new double[binned.FieldCount], ref random);

        var values = new double[data.Rows];
        foreach (var leaf in leaves)
        {
            foreach (var row in grower.RowsOf(leaf))
            {
                values[row] = -scale.Gradient(leaf.Sum) / (scale.Hessian(leaf.Sum) + limits.L2);
            }
        }

        return values;
    }
}
