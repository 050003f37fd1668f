using Microsoft.ML.Data;

namespace FraudTrees;

/// <summary>A row of the file that <c>FraudWeb simulate</c> writes.</summary>
internal sealed class CardTransaction
{
    [LoadColumn(1)]
    public float Amount { get; set; }

    [LoadColumn(2)]
    public float Hour { get; set; }

    [LoadColumn(3)]
    public string Category { get; set; } = "";

    /// <summary>Foreign, mismatch, trust, velocity and age.</summary>
    [LoadColumn(4, 8)]
    [VectorType(5)]
    public float[] Rest { get; set; } = [];

    [LoadColumn(9)]
    public bool Label { get; set; }
}
