namespace FraudWeb.Core.Dashboard;

/// <summary>Counts of predictions, of a period or of one bucket.</summary>
/// <param name="Count">All predictions.</param>
/// <param name="Flagged">Classified as fraud.</param>
/// <param name="LabelledFraud">Labelled fraud.</param>
/// <param name="LabelledLegitimate">Labelled legitimate.</param>
/// <param name="TruePositive">Flagged and labelled fraud.</param>
/// <param name="FalsePositive">Flagged and labelled legitimate.</param>
/// <param name="Amount">The sum of the money field; 0 when the schema has none.</param>
public readonly record struct Counts(
    long Count, long Flagged, long LabelledFraud, long LabelledLegitimate, long TruePositive, long FalsePositive, double Amount)
{
    /// <summary>The number not classified as fraud.</summary>
    public long Legitimate => Count - Flagged;

    /// <summary>The share classified as fraud; null if there are no predictions.</summary>
    public double? FraudShare => Count == 0 ? null : (double)Flagged / Count;

    /// <summary>The share of fraud among the flagged and labelled; null if there are none.</summary>
    public double? Precision => TruePositive + FalsePositive == 0 ? null : (double)TruePositive / (TruePositive + FalsePositive);

    /// <summary>Adds two counts.</summary>
    public static Counts operator +(Counts left, Counts right) => new(
        left.Count + right.Count, left.Flagged + right.Flagged, left.LabelledFraud + right.LabelledFraud,
        left.LabelledLegitimate + right.LabelledLegitimate, left.TruePositive + right.TruePositive,
        left.FalsePositive + right.FalsePositive, left.Amount + right.Amount);
}
