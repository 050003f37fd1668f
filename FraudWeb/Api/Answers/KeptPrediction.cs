using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Api.Answers;

/// <summary>A kept prediction.</summary>
/// <param name="Source">form, api, batch, feed or demo.</param>
/// <param name="Label">fraud or legitimate once a reviewer said so, null before.</param>
/// <param name="DurationUs">How long scoring took, in microseconds.</param>
/// <param name="Inputs">The transaction's fields.</param>
public sealed record KeptPrediction(
    [property: Pattern(ApiPatterns.PredictionId)] string PredictionId,
    string? TransactionId,
    [property: Choices(0, 1)] int IsFraud,
    [property: Probability] double? FraudProbability,
    [property: Words(typeof(RiskLevel))] string RiskLevel,
    [property: Words(typeof(Decision))] string Decision,
    [property: Probability] double? Confidence,
    [property: Probability] double Threshold,
    string ModelVersion,
    [property: Time] string Timestamp,
    [property: Words(typeof(PredictionSource))] string Source,
    string? Label,
    int DurationUs,
    IReadOnlyDictionary<string, FieldContent> Inputs)
{
    public static KeptPrediction Of(Prediction prediction, TransactionSchema schema) => new(
        prediction.Id.ToString(), prediction.TransactionId, prediction.IsFraud ? 1 : 0, prediction.Probability, Words.Of(prediction.RiskLevel),
        Words.Of(prediction.Decision), prediction.Confidence, prediction.Threshold, Words.OfVersion(prediction.ModelVersion), Words.Of(prediction.Timestamp),
        Words.Of(prediction.Source), prediction.Label == Core.History.Label.None ? null : Words.Of(prediction.Label), prediction.DurationMicroseconds,
        schema.Fields.Select((field, position) => (field, value: prediction.Inputs[position]))
            .ToDictionary(pair => pair.field.Name, pair => new FieldContent(pair.field, pair.value)));
}
