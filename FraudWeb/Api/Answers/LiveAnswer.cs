namespace FraudWeb.Api.Answers;

/// <summary>The process runs.</summary>
public sealed record LiveAnswer(string Status, [property: Time] string Timestamp);
