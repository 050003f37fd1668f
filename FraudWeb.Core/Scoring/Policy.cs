namespace FraudWeb.Core.Scoring;

/// <summary>Maps fraud probabilities to verdicts.</summary>
/// <param name="Threshold">The probability from which on, inclusive, a transaction counts as fraud; 0 to 1.</param>
/// <param name="MediumFrom">The probability from which on, inclusive, the risk is medium; 0 to 1.</param>
/// <param name="HighFrom">The probability from which on, inclusive, the risk is high; <paramref name="MediumFrom"/> to 1.</param>
/// <param name="AutoDecline">Whether high risk is declined automatically; otherwise a person reviews it (GDPR, article 22).</param>
public sealed record Policy(double Threshold = 0.5, double MediumFrom = 0.3, double HighFrom = 0.7, bool AutoDecline = true)
{
    /// <summary>The verdict without a score: a person reviews the transaction, and nothing is approved.</summary>
    public static Verdict Unscored { get; } = new(IsFraud: false, RiskLevel.Medium, Decision.Review);

    /// <summary>Declines high risk (or sends it to review, without <see cref="AutoDecline"/>), sends medium risk and everything that counts
    /// as fraud to review, and approves the rest.</summary>
    /// <param name="probability">A fraud probability; <c>NaN</c> is no score and goes to review.</param>
    public Verdict Decide(double probability)
    {
        if (double.IsNaN(probability))
        {
            return Unscored;
        }

        var isFraud = probability >= Threshold;
        var risk = probability >= HighFrom ? RiskLevel.High : probability >= MediumFrom ? RiskLevel.Medium : RiskLevel.Low;
        var decision = risk == RiskLevel.High && AutoDecline ? Decision.Decline
            : risk >= RiskLevel.Medium || isFraud ? Decision.Review
            : Decision.Approve;
        return new(isFraud, risk, decision);
    }
}
