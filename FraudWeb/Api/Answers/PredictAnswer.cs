using System.Text.Json.Serialization;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api.Answers;

/// <summary>The answer to a transaction.</summary>
/// <param name="PredictionId">The id of the stored prediction: 26 letters and digits that sort by time.</param>
/// <param name="TransactionId">The sender's own id, unchanged.</param>
/// <param name="IsFraud">1 if the probability is at least the threshold, otherwise 0.</param>
/// <param name="FraudProbability">The calibrated probability, 0 to 1. It is null if the scorer failed; the decision is then review.</param>
/// <param name="RiskLevel">LOW, MEDIUM or HIGH.</param>
/// <param name="Decision">approve, review or decline.</param>
/// <param name="Confidence">The larger of the probability and its complement.</param>
/// <param name="Threshold">The probability from which a transaction counts as fraud.</param>
/// <param name="ModelVersion">The version of the model that made the prediction, such as v7.</param>
/// <param name="Timestamp">The time, RFC 3339 in UTC.</param>
public record PredictAnswer(
    [property: JsonPropertyOrder(-2), Pattern(ApiPatterns.PredictionId)] string PredictionId,
    string? TransactionId,
    [property: Choices(0, 1)] int IsFraud,
    [property: Probability] double? FraudProbability,
    [property: WireNamesOf(typeof(RiskLevel))] string RiskLevel,
    [property: WireNamesOf(typeof(Decision))] string Decision,
    [property: Probability] double? Confidence,
    [property: Probability] double Threshold,
    string ModelVersion,
    [property: Time] string Timestamp) : BatchEntry(TransactionId)
{
    /// <summary>With explain: the model's score without any field, in log-odds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BaseValue { get; init; }

    /// <summary>With explain: the contributions of the fields, strongest first. With the base value, they add up to the log-odds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReasonAnswer>? Reasons { get; init; }

    public static PredictAnswer Of(Prediction prediction, Explanation? explanation = null) => new(
        prediction.Id.ToString(), prediction.TransactionId, prediction.IsFraud ? 1 : 0, prediction.Probability,
        prediction.RiskLevel.ToWireName(), prediction.Decision.ToWireName(), prediction.Confidence, prediction.Threshold,
        ModelVersionName.Of(prediction.ModelVersion), WireTime.Of(prediction.Timestamp))
    {
        BaseValue = explanation?.BaseValue,
        Reasons = explanation is null ? null : ReasonAnswer.Of(explanation),
    };
}
