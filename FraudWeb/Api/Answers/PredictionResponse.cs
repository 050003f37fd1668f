using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api.Answers;

/// <summary>A stored prediction.</summary>
/// <param name="Source">form, api, batch, feed or demo.</param>
/// <param name="Label">The reviewer's label, fraud or legitimate; null if there is none.</param>
/// <param name="DurationUs">The duration of scoring, in microseconds.</param>
/// <param name="Inputs">The transaction's fields.</param>
public sealed record PredictionResponse(
    [property: Pattern(ApiPatterns.PredictionId)] string PredictionId,
    string? TransactionId,
    [property: Choices(0, 1)] int IsFraud,
    [property: Probability] double? FraudProbability,
    [property: WireNamesOf(typeof(RiskLevel))] string RiskLevel,
    [property: WireNamesOf(typeof(Decision))] string Decision,
    [property: Probability] double? Confidence,
    [property: Probability] double Threshold,
    string ModelVersion,
    [property: Time] string Timestamp,
    [property: WireNamesOf(typeof(PredictionSource))] string Source,
    string? Label,
    int DurationUs,
    IReadOnlyDictionary<string, FieldContent> Inputs)
{
    public static PredictionResponse Of(Prediction prediction, TransactionSchema schema) => new(
        prediction.Id.ToString(), prediction.TransactionId, prediction.IsFraud ? 1 : 0, prediction.Probability,
        prediction.RiskLevel.ToWireName(), prediction.Decision.ToWireName(), prediction.Confidence, prediction.Threshold,
        ModelVersionName.Of(prediction.ModelVersion), WireTime.Of(prediction.Timestamp),
        prediction.Source.ToWireName(),
        prediction.Label == Core.History.Label.None ? null : prediction.Label.ToWireName(),
        prediction.DurationMicroseconds,
        schema.Fields.Select((field, position) => (field, value: prediction.Inputs[position]))
            .ToDictionary(pair => pair.field.Name, pair => new FieldContent(pair.field, pair.value)));
}
