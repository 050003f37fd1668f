namespace FraudWeb.Core.Scoring;

/// <summary>What a model says of one transaction.</summary>
/// <param name="LogOdds">The uncalibrated score, in log-odds; what an explanation adds up to.</param>
/// <param name="Probability">The calibrated fraud probability, 0 to 1.</param>
public readonly record struct Score(double LogOdds, double Probability);
