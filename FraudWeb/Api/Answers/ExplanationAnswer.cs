namespace FraudWeb.Api.Answers;

/// <summary>The explanation of a stored prediction, computed again by the model that made it.</summary>
/// <param name="LogOdds">The uncalibrated score: base value plus all contributions.</param>
public sealed record ExplanationAnswer(
    [property: Pattern(ApiPatterns.PredictionId)] string PredictionId,
    string ModelVersion,
    [property: Probability] double FraudProbability,
    double LogOdds,
    double BaseValue,
    IReadOnlyList<ReasonAnswer> Reasons);
