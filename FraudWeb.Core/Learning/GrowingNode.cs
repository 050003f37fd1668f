namespace FraudWeb.Core.Learning;

/// <summary>A node of a tree that is growing or complete.</summary>
internal sealed class GrowingNode
{
    /// <summary>The rows that the tree is grown on and that reach the node.</summary>
    public Segment Rows;

    /// <summary>The packed sum over the node's rows.</summary>
    public long Sum;

    /// <summary>The histograms, while it is a leaf that may be split.</summary>
    public long[]? Sums;

    /// <summary>Like <see cref="Sums"/>, but counts rows; only if leaves have a minimum number of rows.</summary>
    public long[]? Counts;

    /// <summary>The range allowed by the monotone constraints above it.</summary>
    public ValueRange Range = ValueRange.Open;

    /// <summary>The best split found; its gain is 0 if there is none.</summary>
    public Split Split;

    /// <summary>Its position among the leaves.</summary>
    public int Number;

    /// <summary>The number of splits above it.</summary>
    public int Depth;

    /// <summary>The left child; null for a leaf.</summary>
    public GrowingNode? Left;

    /// <summary>The right child; null for a leaf.</summary>
    public GrowingNode? Right;

    /// <summary>The leaf's contribution to the score; set by the trainer.</summary>
    public double Value;

    /// <summary>The number of rows that reach the leaf, including rows that the tree was not grown on; set by the trainer.</summary>
    public int Cover;

    public bool IsLeaf => Left is null;
}
