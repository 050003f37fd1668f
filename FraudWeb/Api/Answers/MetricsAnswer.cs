using System.Text.Json.Serialization;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Api.Answers;

/// <summary>The quality of the scores on labelled rows that the model had not seen. A metric is null if it is undefined.</summary>
/// <param name="Rows">The number of evaluated rows.</param>
/// <param name="Frauds">The number of frauds among them.</param>
/// <param name="Auc">Area under the ROC curve, 0 to 1.</param>
/// <param name="AveragePrecision">Sum of precision over the steps of recall, 0 to 1.</param>
/// <param name="Threshold">The probability from which a row was flagged as fraud, for the metrics that follow.</param>
/// <param name="Precision">Share of fraud among the rows flagged.</param>
/// <param name="Recall">Share of the frauds that were flagged.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="LiftAt1Percent">Share of fraud among the 1% of rows with the highest scores, over the share in all.</param>
/// <param name="TruePositives">Frauds flagged.</param>
/// <param name="FalsePositives">Legitimate rows flagged.</param>
/// <param name="TrueNegatives">Legitimate rows not flagged.</param>
/// <param name="FalseNegatives">Frauds not flagged.</param>
public sealed record MetricsAnswer(
    long Rows, long Frauds, double? Auc, double? AveragePrecision, [property: Probability] double? Threshold, double? Precision,
        double? Recall, double? F1, double? LogLoss, double? Brier,
    [property: JsonPropertyName("lift_at_1_percent")] double? LiftAt1Percent, long TruePositives, long FalsePositives, long TrueNegatives,
        long FalseNegatives)
{
    public static MetricsAnswer? Of(Evaluation? measured) => measured is null ? null : new(
        measured.Rows, measured.Frauds, Finite(measured.Auc), Finite(measured.AveragePrecision), Finite(measured.Threshold),
            Finite(measured.Precision),
        Finite(measured.Recall), Finite(measured.F1), Finite(measured.LogLoss), Finite(measured.Brier), Finite(measured.LiftAt1Percent),
        measured.TruePositives, measured.FalsePositives, measured.TrueNegatives, measured.FalseNegatives);

    // JSON can't represent NaN or infinity.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
