using System.Numerics;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

public class TreeExplanationTests
{
    [Fact]
    public void Contributions_are_the_Shapley_values_by_brute_force()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var features = 1 + seed % 7;
            var random = new RandomTrees(seed, features);
            var trees = random.Trees(count: 1 + seed % 3, leaves: 1 + seed % 25);
            var ensemble = TreeEnsemble.Of(features, 0.5, trees, new double[features]);
            for (var i = 0; i < 4; i++)
            {
                var row = random.Row();
                var contributions = new double[features];
                var baseValue = ensemble.Explain(row, contributions);
                Assert.Equal(0.5 + trees.Sum(tree => Expected(tree, row, 0)), baseValue, 1e-11);
                for (var feature = 0; feature < features; feature++)
                {
                    Assert.Equal(trees.Sum(tree => Shapley(tree, row, features, feature)), contributions[feature], 1e-11);
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(9, 30)]
    [InlineData(40, 200)]
    [InlineData(64, 2000)]
    public void Base_value_and_contributions_add_up_to_the_score(int features, int leaves)
    {
        var random = new RandomTrees(features, features);
        var ensemble = TreeEnsemble.Of(features, -4, random.Trees(20, leaves), new double[features]);
        var contributions = new double[features];
        for (var i = 0; i < 100; i++)
        {
            var row = random.Row();
            var sum = ensemble.Explain(row, contributions);
            foreach (var contribution in contributions)
            {
                sum += contribution;
            }

            Assert.Equal(ensemble.LogOdds(row), sum, 1e-9);
        }
    }

    [Fact]
    public void A_chain_of_64_features_is_still_exact()
    {
        // The deepest tree that a file may hold, every split on a feature of its own; each lets the row through or not, in turn.
        TreeNode tree = new LeafNode { Value = 1, Cover = 1 };
        for (var i = 63; i >= 0; i--)
        {
            tree = new SplitNode
            {
                Feature = i,
                Threshold = 0,
                MissingLeft = false,
                Left = tree,
                Right = new LeafNode { Value = -0.1 * i, Cover = 1 + i % 5 },
                Cover = tree.Cover + 1 + i % 5,
            };
        }

        var ensemble = TreeEnsemble.Of(64, 0, [tree], new double[64]);
        var row = new float[64];
        var contributions = new double[64];
        Assert.Equal(1, ensemble.Explain(row, contributions) + contributions.Sum(), 1e-9);
    }

    /// <summary>What the tree says when only some features are known: unknown ones take both ways, by the rows that took them.</summary>
    private static double Expected(TreeNode node, float[] row, uint known)
    {
        if (node is LeafNode leaf)
        {
            return leaf.Value;
        }

        var split = (SplitNode)node;
        if ((known >> split.Feature & 1) != 0)
        {
            return Expected(RandomTrees.GoesLeft(split, row) ? split.Left : split.Right, row, known);
        }

        return (Expected(split.Left, row, known) * split.Left.Cover + Expected(split.Right, row, known) * split.Right.Cover)
            / (split.Left.Cover + split.Right.Cover);
    }

    private static double Shapley(TreeNode tree, float[] row, int features, int feature)
    {
        var sum = 0.0;
        for (var known = 0u; known < 1u << features; known++)
        {
            if ((known >> feature & 1) == 0)
            {
                var size = BitOperations.PopCount(known);
                var weight = Factorial(size) * Factorial(features - size - 1) / Factorial(features);
                sum += weight * (Expected(tree, row, known | 1u << feature) - Expected(tree, row, known));
            }
        }

        return sum;
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
