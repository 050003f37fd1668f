namespace FraudWeb.Core.Scoring;

/// <summary>A model's score of one transaction.</summary>
/// <param name="LogOdds">The uncalibrated score, in log-odds; an explanation adds up to it.</param>
/// <param name="Probability">The calibrated fraud probability, 0 to 1.</param>
public readonly record struct Score(double LogOdds, double Probability);
