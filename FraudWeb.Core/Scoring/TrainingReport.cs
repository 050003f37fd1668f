using System.Text.Json.Serialization;

namespace FraudWeb.Core.Scoring;

/// <summary>How well scores tell fraud from legitimate on labelled rows.</summary>
/// <param name="Rows">How many rows were judged.</param>
/// <param name="Frauds">How many of them are fraud.</param>
/// <param name="Auc">Area under the ROC curve, 0 to 1; ties count half.</param>
/// <param name="AveragePrecision">Sum of precision over the steps of recall, 0 to 1, as in scikit-learn.</param>
/// <param name="Threshold">From this probability on a row counts as fraud for the measures that follow.</param>
/// <param name="Precision">Share of fraud among the rows flagged; 0 when none is.</param>
/// <param name="Recall">Share of the frauds that are flagged.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="Brier">Mean squared error of the probability.</param>
/// <param name="LiftAt1Percent">Share of fraud among the 1 % of rows with the highest scores, over the share in all.</param>
/// <param name="TruePositives">Frauds flagged.</param>
/// <param name="FalsePositives">Legitimate rows flagged.</param>
/// <param name="TrueNegatives">Legitimate rows not flagged.</param>
/// <param name="FalseNegatives">Frauds not flagged.</param>
public sealed record Evaluation(
    long Rows, long Frauds, double Auc, double AveragePrecision, double Threshold, double Precision, double Recall, double F1,
    double LogLoss, double Brier, [property: JsonPropertyName("lift_at_1_percent")] double LiftAt1Percent, long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives);

/// <summary>Where a model comes from and how good it was on rows that it had not seen.</summary>
/// <param name="Trainer"><c>boosting</c>, <c>forest</c> or <c>logistic</c>.</param>
/// <param name="TrainedAt">When the training began.</param>
/// <param name="Parameters">Every parameter of the trainer by name, as used.</param>
/// <param name="DataHash">SHA-256 of the training rows' values and labels, in hexadecimal.</param>
/// <param name="TrainingRows">How many rows were trained on.</param>
/// <param name="TrainingFrauds">How many of them are fraud.</param>
/// <param name="Split">How the rows judged were set apart, in words.</param>
/// <param name="Holdout">How good the model is on the rows set apart; null when none were.</param>
/// <param name="Warnings">What the trainer found odd about the data, in words.</param>
public sealed record TrainingReport(
    string Trainer, DateTimeOffset TrainedAt, IReadOnlyDictionary<string, string> Parameters, string DataHash,
    long TrainingRows, long TrainingFrauds, string Split, Evaluation? Holdout, IReadOnlyList<string> Warnings);
