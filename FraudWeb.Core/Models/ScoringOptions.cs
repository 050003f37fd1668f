namespace FraudWeb.Core.Models;

/// <summary>Options of served models.</summary>
/// <param name="Engine">The engine that computes the probabilities.</param>
public sealed record ScoringOptions(ScoringEngine Engine);
