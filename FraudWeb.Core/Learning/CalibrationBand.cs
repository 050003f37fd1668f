namespace FraudWeb.Core.Learning;

/// <summary>A tenth of the rows by score: what was foretold and what came.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="MeanProbability">The mean of the probabilities given.</param>
/// <param name="FraudShare">The share that is fraud.</param>
public readonly record struct CalibrationBand(long Rows, double MeanProbability, double FraudShare);
