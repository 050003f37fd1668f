namespace FraudWeb.Api.Answers;

/// <summary>A reviewer's verdict.</summary>
public sealed record PersonLabel(string Label, string? Note, string By, string At);
