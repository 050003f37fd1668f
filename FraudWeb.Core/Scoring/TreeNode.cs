namespace FraudWeb.Core.Scoring;

/// <summary>A node of a tree under construction, before <see cref="TreeEnsemble"/> flattens all trees.</summary>
internal abstract class TreeNode
{
    /// <summary>The number of training rows that reached the node, above 0; the weight for explanations.</summary>
    public required double Cover { get; init; }
}

/// <summary>A leaf of a tree.</summary>
internal sealed class LeafNode : TreeNode
{
    /// <summary>The contribution to the score of a row that reaches the leaf, in log-odds.</summary>
    public required double Value { get; init; }
}

/// <summary>A test of one feature: yes goes left, no goes right.</summary>
internal sealed class SplitNode : TreeNode
{
    /// <summary>The position of the feature in a row.</summary>
    public required int Feature { get; init; }

    /// <summary>Values up to it, inclusive, go left. Ignored if <see cref="Categories"/> is set.</summary>
    public float Threshold { get; init; }

    /// <summary>The categories that go left, one bit per position; all others, including unseen ones, go right. Null for a
    /// threshold.</summary>
    public ulong[]? Categories { get; init; }

    /// <summary>Whether a missing value goes left.</summary>
    public required bool MissingLeft { get; init; }

    /// <summary>The child for yes.</summary>
    public required TreeNode Left { get; init; }

    /// <summary>The child for no.</summary>
    public required TreeNode Right { get; init; }
}
