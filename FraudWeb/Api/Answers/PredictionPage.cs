namespace FraudWeb.Api.Answers;

/// <summary>A page of stored predictions, newest first.</summary>
/// <param name="NextCursor">The cursor of the next page; null on the last page.</param>
public sealed record PredictionPage(IReadOnlyList<PredictionResponse> Data, string? NextCursor);
