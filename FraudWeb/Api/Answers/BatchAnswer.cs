namespace FraudWeb.Api.Answers;

/// <summary>The answers of a batch, in input order.</summary>
public sealed record BatchAnswer(int TotalTransactions, int FraudDetected, int Failed, IReadOnlyList<BatchEntry> Predictions);
