namespace FraudWeb.Api.Answers;

/// <summary>The status of every component and job: ok, degraded (predictions are still made) or failed.</summary>
public sealed record ReadyAnswer(string Status, IReadOnlyDictionary<string, string> Checks, [property: Time] string Timestamp);
