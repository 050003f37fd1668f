namespace FraudWeb.Api.Answers;

/// <summary>Every part that an answer needs and every job: ok, degraded (predictions are still answered) or failed.</summary>
public sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, string> Checks, [property: Time] string Timestamp);
