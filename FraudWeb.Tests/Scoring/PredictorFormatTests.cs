using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

public class PredictorFormatTests
{
    private static readonly RandomTrees Random = new(5, features: 6);
    private static readonly TreeEnsemble Trees = TreeEnsemble.Of(6, -2, Random.Trees(10, 12), [1, 2, 3, 4, 5, 6]);

    private static readonly LinearModel Linear = new(-3, [new(0.5, 10, 0.25, 0.1, []), new(0, 0, 0.5, 0.2, [0.1, -0.2, 0.3])], [0.4, 0.6]);

    [Fact]
    public void Trees_read_back_score_and_explain_the_same()
    {
        var back = ReadTrees(Bytes(Trees.WriteTo));
        var (expected, actual) = (new double[6], new double[6]);
        for (var i = 0; i < 100; i++)
        {
            var row = Random.Row();
            Assert.Equal(Trees.LogOdds(row), back.LogOdds(row));
            Assert.Equal(Trees.Explain(row, expected), back.Explain(row, actual));
            Assert.Equal(expected, actual);
        }

        Assert.Equal(Trees.Importance.ToArray(), back.Importance.ToArray());
        Assert.Equal(Bytes(Trees.WriteTo), Bytes(back.WriteTo));
    }

    [Fact]
    public void A_linear_model_reads_back_the_same()
    {
        var back = ReadLinear(Bytes(Linear.WriteTo));
        foreach (var row in new float[][] { [3, 1], [float.NaN, 2], [0, float.NaN], [float.PositiveInfinity, 7] })
        {
            Assert.Equal(Linear.LogOdds(row), back.LogOdds(row));
        }

        Assert.Equal(Bytes(Linear.WriteTo), Bytes(back.WriteTo));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused_wherever_it_ends()
    {
        var (trees, linear) = (Bytes(Trees.WriteTo), Bytes(Linear.WriteTo));
        for (var length = 0; length < trees.Length; length++)
        {
            AssertRefused(() => ReadTrees(trees[..length]));
        }

        for (var length = 0; length < linear.Length; length++)
        {
            AssertRefused(() => ReadLinear(linear[..length]));
        }
    }

    [Fact]
    public void Whatever_a_broken_file_says_it_is_refused_or_scores_to_an_end()
    {
        var bytes = Bytes(Trees.WriteTo);
        var random = new Random(3);
        for (var i = 0; i < 5000; i++)
        {
            var broken = (byte[])bytes.Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            try
            {
                var trees = ReadTrees(broken);
                var row = new float[trees.FeatureCount];
                Assert.True(double.IsFinite(trees.LogOdds(row)));
                trees.Explain(row, new double[row.Length]);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public void A_tree_deeper_than_allowed_is_refused()
    {
        TreeNode tree = new LeafNode { Value = 1, Cover = 1 };
        for (var i = 0; i < TreeEnsemble.MaxDepth + 1; i++)
        {
            tree = new SplitNode
            {
                Feature = 0,
                MissingLeft = false,
                Left = tree,
                Right = new LeafNode { Value = 0, Cover = 1 },
                Cover = 2 + i
            };
        }

        var e = Assert.Throws<InvalidDataException>(() => ReadTrees(Bytes(TreeEnsemble.Of(1, 0, [tree], [1.0]).WriteTo)));
        Assert.Contains("deeper than 64", e.Message);
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static TreeEnsemble ReadTrees(byte[] bytes) => TreeEnsemble.ReadFrom(new(new MemoryStream(bytes)));

    private static LinearModel ReadLinear(byte[] bytes) => LinearModel.ReadFrom(new(new MemoryStream(bytes)));

    private static void AssertRefused(Func<Predictor> read)
    {
        var e = Record.Exception(read);
        Assert.True(e is InvalidDataException or EndOfStreamException, e?.ToString() ?? "was read");
    }
}
