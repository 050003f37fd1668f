namespace FraudWeb.Core.Learning;

/// <summary>A node of a tree that is growing or grown.</summary>
internal sealed class GrowingNode
{
    /// <summary>The rows that the tree is grown on and that reached the node.</summary>
    public Segment Rows;

    /// <summary>The packed sum over the node's rows.</summary>
    public long Sum;

    /// <summary>The histograms while it is a leaf that may be split.</summary>
    public long[]? Sums;

    /// <summary>As <see cref="Sums"/>, counting rows; only when leaves have a least number of rows.</summary>
    public long[]? Counts;

    /// <summary>Monotone constraints above it.</summary>
    public ValueRange Range = ValueRange.Open;

    /// <summary>The best split found; its gain is 0 when there is none.</summary>
    public Split Split;

    /// <summary>Its place among the leaves.</summary>
    public int Number;

    /// <summary>Splits above it.</summary>
    public int Depth;

    /// <summary>Both null as long as it is a leaf.</summary>
    public GrowingNode? Left;

    /// <summary>Both null as long as it is a leaf.</summary>
    public GrowingNode? Right;

    /// <summary>What the leaf adds to the score; set by the trainer.</summary>
    public double Value;

    /// <summary>How many rows reach the leaf, also of those that the tree was not grown on; set by the trainer.</summary>
    public int Cover;

    /// <summary>Whether it was not split.</summary>
    public bool IsLeaf => Left is null;
}
