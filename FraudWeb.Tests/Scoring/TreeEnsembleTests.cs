using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

public class TreeEnsembleTests
{
    [Fact]
    public void A_score_is_the_start_and_one_leaf_of_every_tree()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var features = 1 + seed % 9;
            var random = new RandomTrees(seed, features);
            var trees = random.Trees(count: seed % 7, leaves: seed % 5 == 0 ? 1 + seed % 70 : 1 + seed % 40);
            var ensemble = TreeEnsemble.Of(features, 0.25, trees, new double[features]);
            for (var i = 0; i < 10; i++)
            {
                var row = random.Row();
                var expected = trees.Aggregate(0.25, (sum, tree) => sum + RandomTrees.Score(tree, row));
                Assert.Equal(expected, ensemble.LogOdds(row), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(40, 255, 4, "as many leaves as a byte numbers")]
    [InlineData(40, 256, 4, "one leaf more")]
    [InlineData(70, 31, 50, "more columns than one vector holds")]
    [InlineData(100, 66, 1, "more thresholds of one feature than a column of bins has")]
    [InlineData(1000, 80, 1, "more thresholds than all columns have")]
    [InlineData(300, 32, 200, "many features and trees")]
    [InlineData(5000, 2, 3, "more trees than have tables")]
    public void Trees_of_any_size_are_scored(int count, int leaves, int features, string what)
    {
        var random = new RandomTrees(7, features, isFine: true);
        var trees = random.Trees(count, leaves);
        var ensemble = TreeEnsemble.Of(features, 0, trees, new double[features]);
        for (var i = 0; i < 20; i++)
        {
            var row = random.Row();
            Assert.True(Math.Abs(trees.Sum(tree => RandomTrees.Score(tree, row)) - ensemble.LogOdds(row)) < 1e-9, what);
        }
    }

    [Fact]
    public void A_value_on_any_of_many_thresholds_goes_left_and_the_next_one_goes_right()
    {
        const int thresholds = 1000;
        var trees = Enumerable.Range(0, thresholds).Select(i => new SplitNode
        {
            Feature = 0,
            Threshold = i,
            MissingLeft = i % 2 == 0,
            Left = new LeafNode { Value = 0, Cover = 1 },
            Right = new LeafNode { Value = 1, Cover = 1 },
            Cover = 2,
        }).ToList();
        var ensemble = TreeEnsemble.Of(1, 0, trees, [1]);

        for (var i = -1; i <= thresholds; i++)
        {
            Assert.Equal(Math.Clamp(i, 0, thresholds), ensemble.LogOdds([i]));
            Assert.Equal(Math.Clamp(i + 1, 0, thresholds), ensemble.LogOdds([MathF.BitIncrement(i)]));
        }

        Assert.Equal(thresholds / 2, ensemble.LogOdds([float.NaN]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(20)]
    [InlineData(256)]
    [InlineData(1000)]
    public void A_batch_gives_the_same_bits_as_its_rows_one_by_one(int rows)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var features = seed % 3 == 0 ? 90 : 5;
            var random = new RandomTrees(seed, features);
            var ensemble = TreeEnsemble.Of(
                features, -3, random.Trees(count: 1 + seed, leaves: 2 + seed * seed % 300), new double[features]);
            var values = Enumerable.Range(0, rows).Select(_ => random.Row()).ToArray();
            var batch = new double[rows];
            ensemble.LogOdds([.. values.SelectMany(row => row)], batch);
            Assert.Equal(
                values.Select(row => BitConverter.DoubleToInt64Bits(ensemble.LogOdds(row))), batch.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Scoring_a_row_allocates_nothing()
    {
        var random = new RandomTrees(1, features: 8);
        var ensemble = TreeEnsemble.Of(8, 0, random.Trees(100, 31), new double[8]);
        var row = random.Row();
        ensemble.LogOdds(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            ensemble.LogOdds(row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Infinite_values_go_where_large_ones_go()
    {
        var tree = new SplitNode
        {
            Feature = 0,
            Threshold = 1,
            MissingLeft = true,
            Cover = 2,
            Left = new LeafNode { Value = -1, Cover = 1 },
            Right = new LeafNode { Value = 1, Cover = 1 },
        };
        var ensemble = TreeEnsemble.Of(1, 0, [tree], [1.0]);
        Assert.Equal(1, ensemble.LogOdds([float.PositiveInfinity]));
        Assert.Equal(-1, ensemble.LogOdds([float.NegativeInfinity]));
        Assert.Equal(-1, ensemble.LogOdds([float.NaN]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_row_of_another_width_is_refused(int width)
    {
        var ensemble = TreeEnsemble.Of(2, 0, [], [0.0, 0.0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ensemble.LogOdds(new float[width]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ensemble.Explain(new float[width], new double[2]));
    }

    [Fact]
    public void Importance_is_scaled_to_sum_to_1()
    {
        var ensemble = TreeEnsemble.Of(3, 0, [], [3.0, 0.0, 1.0]);
        Assert.Equal([0.75, 0, 0.25], ensemble.Importance.ToArray());
    }
}
