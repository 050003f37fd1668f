using System.Text.Json.Serialization;

namespace FraudWeb.Core.Scoring;

/// <summary>How well scores separate fraud from legitimate rows, on labelled data. An undefined measure is <c>NaN</c>: without frauds all
/// but log loss and Brier, without legitimate rows AUC, average precision and lift, without rows all.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Frauds">The number of frauds among them.</param>
/// <param name="Auc">Area under the ROC curve, 0 to 1; ties count half.</param>
/// <param name="AveragePrecision">Sum of precision over the steps of recall, 0 to 1, as in scikit-learn.</param>
/// <param name="Threshold">The probability from which on a row counts as flagged in the measures that follow.</param>
/// <param name="Precision">Share of fraud among the flagged rows; 0 if there are frauds but none is flagged.</param>
/// <param name="Recall">Share of the frauds that are flagged.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="LiftAt1Percent">Share of fraud among the 1% of rows with the highest scores, divided by the overall share.</param>
/// <param name="TruePositives">Frauds flagged.</param>
/// <param name="FalsePositives">Legitimate rows flagged.</param>
/// <param name="TrueNegatives">Legitimate rows not flagged.</param>
/// <param name="FalseNegatives">Frauds not flagged.</param>
public sealed record Evaluation(
    long Rows, long Frauds, double Auc, double AveragePrecision, double Threshold, double Precision, double Recall, double F1,
    double LogLoss, double Brier, [property: JsonPropertyName("lift_at_1_percent")] double LiftAt1Percent,
    long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    /// <summary>Whether the rows have both classes. Otherwise models can't be ranked.</summary>
    [JsonIgnore]
    public bool HasBothClasses => Frauds > 0 && Frauds < Rows;
}
