namespace FraudWeb.Core.Learning;

/// <summary>A point of a curve over all thresholds: what flagging every row from <paramref name="Threshold"/> on would give.</summary>
/// <param name="Threshold">A probability, inclusive.</param>
/// <param name="TruePositives">Frauds flagged.</param>
/// <param name="FalsePositives">Legitimate rows flagged.</param>
public readonly record struct ThresholdPoint(double Threshold, long TruePositives, long FalsePositives);
