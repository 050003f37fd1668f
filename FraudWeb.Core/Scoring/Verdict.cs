namespace FraudWeb.Core.Scoring;

/// <summary>The policy's verdict on a fraud probability.</summary>
/// <param name="IsFraud">Whether the transaction counts as fraud.</param>
/// <param name="RiskLevel">The risk level of the transaction.</param>
/// <param name="Decision">The action taken on it.</param>
public readonly record struct Verdict(bool IsFraud, RiskLevel RiskLevel, Decision Decision);
