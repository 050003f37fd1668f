namespace FraudWeb.Core.Learning;

/// <summary>A tenth of the rows by score: the predicted and the actual share of fraud.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="MeanProbability">The mean of the predicted probabilities.</param>
/// <param name="FraudShare">The share of fraud.</param>
public readonly record struct CalibrationBand(long Rows, double MeanProbability, double FraudShare);
