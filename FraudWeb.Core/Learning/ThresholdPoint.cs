namespace FraudWeb.Core.Learning;

/// <summary>A point of a curve over all thresholds: the result of flagging every row from <paramref name="Threshold"/> on.</summary>
/// <param name="Threshold">The probability, inclusive.</param>
/// <param name="TruePositives">Frauds flagged.</param>
/// <param name="FalsePositives">Legitimate rows flagged.</param>
public readonly record struct ThresholdPoint(double Threshold, long TruePositives, long FalsePositives);
