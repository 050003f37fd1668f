namespace FraudWeb.Core.Scoring;

/// <summary>The difference between two models' average precision on the same rows, with its uncertainty by a paired bootstrap.</summary>
/// <param name="Difference">The better model's average precision minus the other's, on the original rows.</param>
/// <param name="Low">The lower end of the 95% interval of the difference.</param>
/// <param name="High">The upper end of the 95% interval of the difference.</param>
/// <param name="AheadShare">The share of resamples in which the better model is ahead, 0 to 1; ties count half.</param>
public sealed record AveragePrecisionGap(double Difference, double Low, double High, double AheadShare);
