namespace FraudWeb.Core.Scoring;

/// <summary>A node of a tree that is being built, before <see cref="TreeEnsemble"/> lays all trees out flat.</summary>
internal abstract class TreeNode
{
    /// <summary>How many training rows reached the node, above 0; explanations weigh by it.</summary>
    public required double Cover { get; init; }
}

/// <summary>An end of a tree.</summary>
internal sealed class LeafNode : TreeNode
{
    /// <summary>What the tree adds to the score of a row that ends here, in log-odds.</summary>
    public required double Value { get; init; }
}

/// <summary>A question about one feature: yes goes left, no goes right.</summary>
internal sealed class SplitNode : TreeNode
{
    /// <summary>The position of the feature in a row.</summary>
    public required int Feature { get; init; }

    /// <summary>Values up to it, inclusive, go left. Not read when <see cref="Categories"/> is set.</summary>
    public float Threshold { get; init; }

    /// <summary>The categories that go left, one bit a position; all others, unseen ones too, go right. Null for a threshold.</summary>
    public ulong[]? Categories { get; init; }

    /// <summary>Whether a missing value goes left.</summary>
    public required bool MissingLeft { get; init; }

    /// <summary>Where a yes leads.</summary>
    public required TreeNode Left { get; init; }

    /// <summary>Where a no leads.</summary>
    public required TreeNode Right { get; init; }
}
