namespace FraudWeb.Api.Answers;

/// <summary>The service's ability to make and store predictions.</summary>
public sealed record HealthAnswer(string Status, bool ModelLoaded, [property: Time] string Timestamp);
