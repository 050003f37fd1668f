using System.Text.Json;
using System.Text.Json.Serialization;
using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>One entry of a batch answer: a prediction, or what was wrong with the transaction in that place.</summary>
[JsonDerivedType(typeof(PredictAnswer))]
[JsonDerivedType(typeof(RefusedTransaction))]
public abstract record BatchEntry([property: JsonPropertyOrder(-1)] string? TransactionId);

/// <summary>The answer to a transaction.</summary>
/// <param name="PredictionId">Names the kept prediction: 26 letters and digits that sort by time.</param>
/// <param name="TransactionId">The sender's own id, as it came.</param>
/// <param name="IsFraud">1 when the probability reaches the threshold.</param>
/// <param name="FraudProbability">Calibrated, 0 to 1. Null when the scorer failed; the decision is then review.</param>
/// <param name="RiskLevel">LOW, MEDIUM or HIGH.</param>
/// <param name="Decision">approve, review or decline.</param>
/// <param name="Confidence">The larger of the probability and its complement.</param>
/// <param name="Threshold">From this probability on a transaction counts as fraud.</param>
/// <param name="ModelVersion">The model that answered, such as v7.</param>
/// <param name="Timestamp">When, RFC 3339 in UTC.</param>
public record PredictAnswer(
    [property: JsonPropertyOrder(-2)] string PredictionId, string? TransactionId, int IsFraud, double? FraudProbability, string RiskLevel, string Decision, double? Confidence,
    double Threshold, string ModelVersion, string Timestamp) : BatchEntry(TransactionId)
{
    /// <summary>With explain: the score when nothing is known, in log-odds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BaseValue { get; init; }

    /// <summary>With explain: what each field adds, strongest first. Base value and contributions add up to the uncalibrated score in log-odds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReasonAnswer>? Reasons { get; init; }

    public static PredictAnswer Of(Prediction prediction, Explanation? explanation = null) => new(
        prediction.Id.ToString(), prediction.TransactionId, prediction.IsFraud ? 1 : 0, prediction.Probability, prediction.RiskLevel.ToWireName(),
        prediction.Decision.ToWireName(), prediction.Confidence, prediction.Threshold, ModelVersionName.Of(prediction.ModelVersion), WireTime.Of(prediction.Timestamp))
    {
        BaseValue = explanation?.BaseValue,
        Reasons = explanation is null ? null : ReasonAnswer.Of(explanation),
    };
}

/// <summary>A transaction of a batch that was not scored.</summary>
/// <param name="TransactionId">The sender's own id, when it could be read.</param>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Errors">What is wrong, by field.</param>
/// <param name="Error">The same on one line.</param>
public sealed record RefusedTransaction(string? TransactionId, int Index, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string Error)
    : BatchEntry(TransactionId);

/// <summary>The answers of a batch, in input order.</summary>
public sealed record BatchAnswer(int TotalTransactions, int FraudDetected, int Failed, IReadOnlyList<BatchEntry> Predictions);

/// <summary>What one field adds to a score.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Value">Its value in the transaction.</param>
/// <param name="Contribution">In log-odds; above 0 it raises the odds of fraud.</param>
public sealed record ReasonAnswer(string Field, FieldContent Value, double Contribution)
{
    public static IReadOnlyList<ReasonAnswer> Of(Explanation explanation) =>
        [.. explanation.Reasons.Select(reason => new ReasonAnswer(reason.Field.Name, new(reason.Field, reason.Value), reason.Contribution))];
}

/// <summary>Why a kept prediction got its score, computed again by the model that made it.</summary>
/// <param name="LogOdds">The uncalibrated score: base value plus all contributions.</param>
public sealed record ExplanationAnswer(
    string PredictionId, string ModelVersion, double FraudProbability, double LogOdds, double BaseValue, IReadOnlyList<ReasonAnswer> Reasons);

/// <summary>A kept prediction.</summary>
/// <param name="Source">form, api, batch, feed or demo.</param>
/// <param name="Label">fraud or legitimate once a reviewer said so, null before.</param>
/// <param name="DurationUs">How long scoring took, in microseconds.</param>
/// <param name="Inputs">The transaction's fields.</param>
public sealed record KeptPrediction(
    string PredictionId, string? TransactionId, int IsFraud, double? FraudProbability, string RiskLevel, string Decision, double? Confidence,
    double Threshold, string ModelVersion, string Timestamp, string Source, string? Label, int DurationUs,
    IReadOnlyDictionary<string, FieldContent> Inputs)
{
    public static KeptPrediction Of(Prediction prediction, TransactionSchema schema) => new(
        prediction.Id.ToString(), prediction.TransactionId, prediction.IsFraud ? 1 : 0, prediction.Probability, prediction.RiskLevel.ToWireName(),
        prediction.Decision.ToWireName(), prediction.Confidence, prediction.Threshold, ModelVersionName.Of(prediction.ModelVersion), WireTime.Of(prediction.Timestamp),
        prediction.Source.ToWireName(), prediction.Label == Core.History.Label.None ? null : prediction.Label.ToWireName(), prediction.DurationMicroseconds,
        schema.Fields.Select((field, position) => (field, value: prediction.Inputs[position]))
            .ToDictionary(pair => pair.field.Name, pair => new FieldContent(pair.field, pair.value)));
}

/// <summary>A page of kept predictions, the newest first.</summary>
/// <param name="NextCursor">Send it back to get what follows; null at the end.</param>
public sealed record PredictionPage(IReadOnlyList<KeptPrediction> Data, string? NextCursor);

/// <summary>The model that answers.</summary>
/// <param name="ModelType">boosting, forest or logistic.</param>
/// <param name="Features">The fields it takes, in order.</param>
/// <param name="Status">active.</param>
/// <param name="Version">Such as v7.</param>
/// <param name="TrainedAt">RFC 3339 in UTC.</param>
/// <param name="Hash">SHA-256 of the model file's content.</param>
/// <param name="Metrics">How good it was on rows that it had not seen.</param>
/// <param name="Schema">The whole transaction schema.</param>
public sealed record ModelAnswer(
    string ModelType, IReadOnlyList<string> Features, string Status, string Version, string TrainedAt, string Hash, MetricsAnswer? Metrics, JsonElement Schema)
{
    public static ModelAnswer Of(ServedModel served) => new(
        served.Model.Report.Trainer, [.. served.Model.Schema.Fields.Select(field => field.Name)], "active", served.Name,
        WireTime.Of(served.Model.Report.TrainedAt), served.Hash, MetricsAnswer.Of(served.Model.Report.Holdout), JsonElement.Parse(served.Model.Schema.Json));
}

/// <summary>How well scores told fraud from legitimate on labelled rows that the model had not seen; null is what could not be measured, such as
/// the area under a curve of one class.</summary>
/// <param name="Rows">How many rows were judged.</param>
/// <param name="Frauds">How many of them are fraud.</param>
/// <param name="Auc">Area under the ROC curve, 0 to 1.</param>
/// <param name="AveragePrecision">Sum of precision over the steps of recall, 0 to 1.</param>
/// <param name="Threshold">From this probability on a row counted as fraud for the measures that follow.</param>
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
    long Rows, long Frauds, double? Auc, double? AveragePrecision, double? Threshold, double? Precision, double? Recall, double? F1, double? LogLoss, double? Brier,
    [property: JsonPropertyName("lift_at_1_percent")] double? LiftAt1Percent, long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    public static MetricsAnswer? Of(Evaluation? measured) => measured is null ? null : new(
        measured.Rows, measured.Frauds, Finite(measured.Auc), Finite(measured.AveragePrecision), Finite(measured.Threshold), Finite(measured.Precision),
        Finite(measured.Recall), Finite(measured.F1), Finite(measured.LogLoss), Finite(measured.Brier), Finite(measured.LiftAt1Percent),
        measured.TruePositives, measured.FalsePositives, measured.TrueNegatives, measured.FalseNegatives);

    // JSON has no word for what is no number.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>Whether predictions can be made and kept.</summary>
public sealed record HealthAnswer(string Status, bool ModelLoaded, string Timestamp);

/// <summary>Every part that an answer needs, ok or failed.</summary>
public sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, string> Checks, string Timestamp);

/// <summary>The process runs.</summary>
public sealed record LiveAnswer(string Status, string Timestamp);

/// <summary>One entry of the audit log, as it is exported.</summary>
/// <param name="Id">1, 2, 3, … without a gap.</param>
/// <param name="At">RFC 3339 in UTC.</param>
/// <param name="Actor">Who: user:3, key:7, system, cli, anonymous.</param>
/// <param name="Action">What.</param>
/// <param name="Target">To what.</param>
/// <param name="Detail">How.</param>
/// <param name="Address">From where.</param>
/// <param name="Hash">HMAC-SHA-256 of the entry and the hash before it, in hexadecimal.</param>
public sealed record AuditAnswer(long Id, string At, string Actor, string Action, string? Target, string? Detail, string? Address, string Hash)
{
    public static AuditAnswer Of(AuditEntry entry) =>
        new(entry.Id, WireTime.Of(entry.At), entry.Actor, entry.Action, entry.Target, entry.Detail, entry.Address, Convert.ToHexStringLower(entry.Hash));
}

/// <summary>What went wrong (RFC 9457).</summary>
/// <param name="Type">Where this kind of problem is described.</param>
/// <param name="Title">The kind of problem, the same words every time.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What went wrong this time.</param>
/// <param name="TraceId">Find it in the log by this.</param>
/// <param name="Errors">Every bad field with what is wrong with it.</param>
/// <param name="Error">The detail once more, for older clients.</param>
public sealed record ProblemAnswer(
    string Type, string Title, int Status, string Detail, string TraceId, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string Error);

/// <summary>A field's value in JSON: a number, a category's name, or null when missing.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct FieldContent(Field Field, double Value)
{
    internal sealed class Converter : JsonConverter<FieldContent>
    {
        public override FieldContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Values are read by the schema.");

        public override void Write(Utf8JsonWriter writer, FieldContent value, JsonSerializerOptions options) =>
            SchemaJson.WriteValue(writer, value.Field, value.Value);
    }
}

/// <summary>How answers are written: snake_case, generated code.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PredictAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(ExplanationAnswer))]
[JsonSerializable(typeof(KeptPrediction))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(AuditAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
public sealed partial class AnswersContext : JsonSerializerContext;
