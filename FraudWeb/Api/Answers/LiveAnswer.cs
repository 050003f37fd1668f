namespace FraudWeb.Api.Answers;

/// <summary>A sign that the process is running.</summary>
public sealed record LiveAnswer(string Status, [property: Time] string Timestamp);
