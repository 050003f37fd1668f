namespace FraudWeb.Core.Scoring;

/// <summary>A sum of decision trees in log-odds: a row's score is the start value plus one leaf of each tree. All trees are stored in a few
/// flat arrays.</summary>
public sealed partial class TreeEnsemble : Predictor
{
    /// <summary>The maximum number of features; the position shares a word with the node's flags.</summary>
    internal const int MaxFeatures = 1 << 16;

    /// <summary>The maximum depth, in splits. A depth-first walk may recurse this deep.</summary>
    internal const int MaxDepth = 64;

    private readonly Node[] _nodes;
    private readonly double[] _leaves;
    private readonly int[] _roots;
    private readonly ulong[] _categories;
    private readonly double[] _nodeCovers;
    private readonly double[] _leafCovers;
    private readonly double[] _importance;
    private readonly double _start;

    private TreeEnsemble(int featureCount, double start, int[] roots, Node[] nodes, double[] leaves, ulong[] categories,
        double[] nodeCovers, double[] leafCovers, double[] importance)
    {
        FeatureCount = featureCount;
        _start = start;
        _roots = roots;
        _nodes = nodes;
        _leaves = leaves;
        _categories = categories;
        _nodeCovers = nodeCovers;
        _leafCovers = leafCovers;
        _importance = importance;
        _passages = new(PassagesOfAll);
        _quick = QuickScorerOf();
        BaseValue = start + roots.Sum(Mean);
    }

    /// <inheritdoc/>
    public override int FeatureCount { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Importance => _importance;

    /// <summary>The number of trees.</summary>
    public int TreeCount => _roots.Length;

    /// <summary>The number of leaves of all trees.</summary>
    public int LeafCount => _leaves.Length;

    /// <summary>The mean score of the training rows, in log-odds; the base value of <see cref="Explain"/>.</summary>
    public double BaseValue { get; }

    /// <summary>Converts trees to flat arrays. Leaves are rounded to the unit that makes their sums exact.</summary>
    /// <param name="featureCount">The number of values per row.</param>
    /// <param name="start">The score before the first tree, in log-odds.</param>
    /// <param name="trees">The roots, in the order of addition.</param>
    /// <param name="importance">One per feature, at least 0; scaled to sum to 1.</param>
    internal static TreeEnsemble Of(int featureCount, double start, IReadOnlyList<TreeNode> trees, ReadOnlySpan<double> importance)
    {
        var unit = UnitOf(start, trees.Select(MaxLeaf));
        var layout = new Layout(unit);
        int[] roots = [.. trees.Select(layout.Add)];
        var total = 0.0;
        foreach (var share in importance)
        {
            total += share;
        }

        var shares = new double[featureCount];
        for (var i = 0; i < importance.Length && total > 0; i++)
        {
            shares[i] = importance[i] / total;
        }

        return new(featureCount, Math.Round(start / unit) * unit, roots, [.. layout.Nodes], [.. layout.Leaves], [.. layout.Categories],
            [.. layout.NodeCovers], [.. layout.LeafCovers], shares);
    }

    /// <summary>A split in 16 bytes. A child of at least 0 is a node, a negative one the complement of a leaf.</summary>
    private readonly record struct Node(uint Split, float Threshold, int Left, int Right)
    {
        private const uint MissingLeftFlag = 1u << 31;
        private const uint CategoryFlag = 1u << 30;

        public int Feature => (int)(Split & (MaxFeatures - 1));

        public bool MissingLeft => (Split & MissingLeftFlag) != 0;

        public bool IsCategory => (Split & CategoryFlag) != 0;

        /// <summary>The start of the node's categories: a word with the number of bits, then the bits. Stored in place of the
        /// threshold.</summary>
        public int CategoryStart => BitConverter.SingleToInt32Bits(Threshold);

        public static uint Pack(int feature, bool missingLeft, bool isCategory) =>
            (uint)feature | (missingLeft ? MissingLeftFlag : 0) | (isCategory ? CategoryFlag : 0);

        /// <summary>Whether no undefined bit is set.</summary>
        public bool IsWellFormed => (Split & ~(MissingLeftFlag | CategoryFlag | (MaxFeatures - 1))) == 0;
    }

    /// <summary>Writes trees parents first, so that a child's index is above its parent's and no walk can loop.</summary>
    private sealed class Layout(double unit)
    {
        public List<Node> Nodes { get; } = [];

        public List<double> Leaves { get; } = [];

        public List<ulong> Categories { get; } = [];

        public List<double> NodeCovers { get; } = [];

        public List<double> LeafCovers { get; } = [];

        public int Add(TreeNode tree)
        {
            if (tree is LeafNode leaf)
            {
                Leaves.Add(Math.Round(leaf.Value / unit) * unit);
                LeafCovers.Add(leaf.Cover);
                return ~(Leaves.Count - 1);
            }

            var split = (SplitNode)tree;
            var at = Nodes.Count;
            Nodes.Add(default);
            NodeCovers.Add(split.Cover);
            var threshold = split.Threshold;
            if (split.Categories is { } bits)
            {
                threshold = BitConverter.Int32BitsToSingle(Categories.Count);
                Categories.Add((ulong)bits.Length * 64);
                Categories.AddRange(bits);
            }

            var left = Add(split.Left);
            var right = Add(split.Right);
            Nodes[at] = new(Node.Pack(split.Feature, split.MissingLeft, split.Categories is not null), threshold, left, right);
            return at;
        }
    }
}
