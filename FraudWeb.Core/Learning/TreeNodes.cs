using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Converts grown trees, which test bins, to trees that test values.</summary>
internal static class TreeNodes
{
    /// <summary>Returns the tree under a node.</summary>
    public static TreeNode Of(GrowingNode node, FeatureBins[] features)
    {
        if (node.IsLeaf)
        {
            return new LeafNode { Value = node.Value, Cover = node.Cover };
        }

        var (split, bins) = (node.Split, features[node.Split.Column]);
        var (left, right) = (Of(node.Left!, features), Of(node.Right!, features));
        var highest = split.Left.Highest();
        return new SplitNode
        {
            Feature = bins.Field,
            Categories = bins.IsCategory ? bins.CategoriesOf(split.Left) : null,

            // A set that ends with the last bin contains every number: only missing values go right.
            Threshold = bins.IsCategory ? 0 : highest < bins.Last ? bins.Thresholds[highest - 1] : float.PositiveInfinity,
            MissingLeft = split.Left.Contains(0),
            Left = left,
            Right = right,
            Cover = left.Cover + right.Cover,
        };
    }

    /// <summary>Returns the same tree with all leaves multiplied by a factor.</summary>
    public static TreeNode Scale(TreeNode node, double factor) => node switch
    {
        LeafNode leaf => new LeafNode { Value = leaf.Value * factor, Cover = leaf.Cover },
        SplitNode split => new SplitNode
        {
            Feature = split.Feature,
            Threshold = split.Threshold,
            Categories = split.Categories,
            MissingLeft = split.MissingLeft,
            Cover = split.Cover,
            Left = Scale(split.Left, factor),
            Right = Scale(split.Right, factor),
        },
        _ => throw new ArgumentException($"A {node.GetType()} is not a node of a tree.", nameof(node)),
    };
}
