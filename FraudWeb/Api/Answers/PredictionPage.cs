namespace FraudWeb.Api.Answers;

/// <summary>A page of kept predictions, the newest first.</summary>
/// <param name="NextCursor">Send it back to get what follows; null at the end.</param>
public sealed record PredictionPage(IReadOnlyList<PredictionResponse> Data, string? NextCursor);
