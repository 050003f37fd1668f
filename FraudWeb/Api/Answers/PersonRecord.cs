namespace FraudWeb.Api.Answers;

/// <summary>A prediction with all data that belongs to it.</summary>
/// <param name="Prediction">The prediction, as the API returns it.</param>
/// <param name="BaseValue">The model's score without any field, in log-odds; null if there are no reasons.</param>
/// <param name="Reasons">The contributions of the fields, strongest first; null if the score or the model's file is missing.</param>
/// <param name="Labels">The reviewers' verdicts, oldest first.</param>
/// <param name="Contests">The contested decisions and their outcomes, oldest first.</param>
public sealed record PersonRecord(
    PredictionResponse Prediction, double? BaseValue, IReadOnlyList<ReasonAnswer>? Reasons, IReadOnlyList<PersonLabel> Labels,
        IReadOnlyList<PersonContest> Contests);
