namespace FraudWeb.Core.Models;

/// <summary>How served models compute.</summary>
/// <param name="Engine">What computes the probabilities.</param>
public sealed record ScoringOptions(ScoringEngine Engine);
