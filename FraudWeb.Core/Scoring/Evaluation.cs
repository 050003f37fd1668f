using System.Text.Json.Serialization;

namespace FraudWeb.Core.Scoring;

/// <summary>How well scores tell fraud from legitimate on labelled rows. A measure that is not defined for these rows is <c>NaN</c>:
/// without frauds all but log loss and Brier, without legitimate rows AUC, average precision and lift, without rows all.</summary>
/// <param name="Rows">How many rows were judged.</param>
/// <param name="Frauds">How many of them are fraud.</param>
/// <param name="Auc">Area under the ROC curve, 0 to 1; ties count half.</param>
/// <param name="AveragePrecision">Sum of precision over the steps of recall, 0 to 1, as in scikit-learn.</param>
/// <param name="Threshold">From this probability on a row counts as fraud for the measures that follow.</param>
/// <param name="Precision">Share of fraud among the rows flagged; 0 when none is flagged although there are frauds.</param>
/// <param name="Recall">Share of the frauds that are flagged.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="LiftAt1Percent">Share of fraud among the 1% of rows with the highest scores, over the share in all.</param>
/// <param name="TruePositives">Frauds flagged.</param>
/// <param name="FalsePositives">Legitimate rows flagged.</param>
/// <param name="TrueNegatives">Legitimate rows not flagged.</param>
/// <param name="FalseNegatives">Frauds not flagged.</param>
public sealed record Evaluation(
    long Rows, long Frauds, double Auc, double AveragePrecision, double Threshold, double Precision, double Recall, double F1,
    double LogLoss, double Brier, [property: JsonPropertyName("lift_at_1_percent")] double LiftAt1Percent,
    long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    /// <summary>Whether the rows hold both classes: without, nothing can be told apart and models can't be ranked.</summary>
    [JsonIgnore]
    public bool HasBothClasses => Frauds > 0 && Frauds < Rows;
}
