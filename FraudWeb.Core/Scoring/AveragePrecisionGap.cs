namespace FraudWeb.Core.Scoring;

/// <summary>By how much one model's average precision is above another's on the same rows, and how sure that is, by a paired
/// bootstrap.</summary>
/// <param name="Difference">The better model's average precision minus the other's, on the rows as they are.</param>
/// <param name="Low">The lower end of the 95% interval of the difference.</param>
/// <param name="High">The upper end of the 95% interval of the difference.</param>
/// <param name="AheadShare">The share of resamples in which the better model is ahead, 0 to 1; ties count half.</param>
public sealed record AveragePrecisionGap(double Difference, double Low, double High, double AheadShare);
