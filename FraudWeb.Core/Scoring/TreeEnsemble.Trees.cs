namespace FraudWeb.Core.Scoring;

/// <content>
/// The individual trees, for export to other formats, and the unit of their leaves. The start value and all leaves are multiples of one
/// power of two, small enough to lose nothing and large enough for every sum of them to be exact. So the order in which leaves are added
/// does not change a bit: the four sums of this class and the single sum of ML.NET are equal.
/// </content>
public sealed partial class TreeEnsemble
{
    /// <summary>The maximum number of bits of a sum; a double has 53, and one is reserved for rounding up.</summary>
    private const int SumBits = 52;

    /// <summary>Far below any meaningful leaf; keeps the unit above the smallest double.</summary>
    private const int MinExponent = -900;

    /// <summary>The score before the first tree, in log-odds.</summary>
    internal double Start => _start;

    /// <summary>Whether the sum of leaves is exact in any order, as in all ensembles made by <see cref="Of"/>.</summary>
    internal bool HasExactSums
    {
        get
        {
            var unit = UnitOf(_start, _roots.Select((_, tree) => MaxLeaf(Tree(tree)))) / 2;
            return _leaves.Append(_start).All(value => Math.Round(value / unit) * unit == value);
        }
    }

    /// <summary>The distinct thresholds of numbers, by feature.</summary>
    internal ILookup<int, float> ThresholdsByFeature =>
        _nodes.Where(node => !node.IsCategory).Select(node => (node.Feature, node.Threshold)).Distinct()
            .ToLookup(split => split.Feature, split => split.Threshold);

    /// <summary>Returns a tree as linked nodes.</summary>
    /// <param name="index">0 to below <see cref="TreeCount"/>.</param>
    internal TreeNode Tree(int index) => NodeAt(_roots[index]);

    /// <summary>Returns the unit for a start value and trees with these maximum leaf values.</summary>
    private static double UnitOf(double start, IEnumerable<double> maxLeaves)
    {
        var bound = Math.Abs(start) + maxLeaves.Sum();
        return Math.ScaleB(1, Math.Max(bound > 0 ? Math.ILogB(bound) : 0, MinExponent) + 1 - SumBits);
    }

    private static double MaxLeaf(TreeNode node) => node switch
    {
        LeafNode leaf => Math.Abs(leaf.Value),
        SplitNode split => Math.Max(MaxLeaf(split.Left), MaxLeaf(split.Right)),
        _ => throw new ArgumentException($"A {node.GetType()} is not a node of a tree.", nameof(node)),
    };

    private TreeNode NodeAt(int at)
    {
        if (at < 0)
        {
            return new LeafNode { Value = _leaves[~at], Cover = _leafCovers[~at] };
        }

        var node = _nodes[at];
        return new SplitNode
        {
            Feature = node.Feature,
            Threshold = node.IsCategory ? 0 : node.Threshold,
            Categories = node.IsCategory
                ? _categories.AsSpan(node.CategoryStart + 1, (int)(_categories[node.CategoryStart] / 64)).ToArray()
                : null,
            MissingLeft = node.MissingLeft,
            Cover = _nodeCovers[at],
            Left = NodeAt(node.Left),
            Right = NodeAt(node.Right),
        };
    }
}
