using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Learning;

public class LeafFinderTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(256)]
    [InlineData(400)]
    public void Every_row_is_found_in_the_leaf_that_it_was_grown_into(int leaves)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var data = Rows(9000, seed);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = 1 };
            var binned = BinnedData.Of(data, 255, parallel);
            var grower = new TreeGrower(binned, new(leaves, 1, 0, 1), new int[binned.FieldCount], parallel);
            var scale = PackedScale.For(data.Rows, data.Rows);
            long[] packed = [.. data.Labels.Select(label => scale.Pack(label - 0.3, 0.21))];
            int[] columns = [.. Enumerable.Range(0, binned.Features.Length)];
            var random = new SeededRandom((uint)seed);
            var (root, grown) = grower.Grow(
                packed, scale, [.. Enumerable.Range(0, data.Rows)], columns, new double[binned.FieldCount], ref random);

            var found = new ushort[data.Rows - 5];
            new LeafFinder(binned, root, grown.Count).Find(5, found);

            Assert.Equal(leaves, grown.Count);
            foreach (var leaf in grown)
            {
                foreach (var row in grower.RowsOf(leaf))
                {
                    Assert.True(row < 5
                        || found[row - 5] == leaf.Number, $"row {row} of leaf {leaf.Number} was found in {found[Math.Max(row - 5, 0)]}");
                }
            }
        }
    }

    /// <summary>Numbers with missing values, categories set one against the rest, and categories in subsets, all of them telling.</summary>
    private static Dataset Rows(int count, int seed)
    {
        var builder = new Dataset.Builder(new("leaves",
        [
            new() { Name = "number", Kind = FieldKind.Number, Required = false },
            new() { Name = "few", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, 6).Select(i => $"f{i}")], Required = false },
            new() { Name = "many", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, 400).Select(i => $"m{i}")] },
            new() { Name = "other", Kind = FieldKind.Number },
        ]));
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (number, few, many) = (random.Next(4) == 0 ? double.NaN : random.NextDouble(), random.Next(7) - 1, random.Next(400));
            var chance = (double.IsNaN(number) ? 0.3 : number) * (few == 2 ? 0.9 : 0.4) + many % 7 * 0.06;
            builder.Add([number, few < 0 ? double.NaN : few, many, random.NextDouble()], random.NextDouble() < chance);
        }

        return builder.Build();
    }
}
