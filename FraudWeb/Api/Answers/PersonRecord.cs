namespace FraudWeb.Api.Answers;

/// <summary>A prediction with all that belongs to it.</summary>
/// <param name="Prediction">As the API answers it.</param>
/// <param name="BaseValue">The score when nothing is known, in log-odds; null when there are no reasons.</param>
/// <param name="Reasons">What each field added, strongest first; null when there is no score, or its model's file is missing.</param>
/// <param name="Labels">What reviewers found, the first one first.</param>
/// <param name="Contests">What was contested and decided, the first one first.</param>
public sealed record PersonRecord(
    PredictionResponse Prediction, double? BaseValue, IReadOnlyList<ReasonAnswer>? Reasons, IReadOnlyList<PersonLabel> Labels,
        IReadOnlyList<PersonContest> Contests);
