namespace FraudWeb.Core.Scoring;

/// <summary>The policy's answer to a fraud probability.</summary>
/// <param name="IsFraud">Whether the transaction counts as fraud.</param>
/// <param name="RiskLevel">How risky it is.</param>
/// <param name="Decision">What is done with it.</param>
public readonly record struct Verdict(bool IsFraud, RiskLevel RiskLevel, Decision Decision);
