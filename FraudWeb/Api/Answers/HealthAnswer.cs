namespace FraudWeb.Api.Answers;

/// <summary>Whether predictions can be made and kept.</summary>
public sealed record HealthAnswer(string Status, bool ModelLoaded, [property: Time] string Timestamp);
