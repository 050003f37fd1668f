namespace FraudWeb.Core.Scoring;

/// <summary>Turns fraud probabilities into verdicts.</summary>
/// <param name="Threshold">From this probability on, inclusive, a transaction counts as fraud; 0 to 1.</param>
/// <param name="MediumFrom">From this probability on, inclusive, the risk is medium; 0 to 1.</param>
/// <param name="HighFrom">From this probability on, inclusive, the risk is high; <paramref name="MediumFrom"/> to 1.</param>
/// <param name="AutoDecline">Whether high risk is declined by the machine alone; otherwise a person looks at it (GDPR, article 22).</param>
public sealed record Policy(double Threshold = 0.5, double MediumFrom = 0.3, double HighFrom = 0.7, bool AutoDecline = true)
{
    /// <summary>The verdict when no score could be had: a person looks at it, and nothing is approved.</summary>
    public static Verdict Unscored { get; } = new(IsFraud: false, RiskLevel.Medium, Decision.Review);

    /// <summary>High risk is declined (or reviewed, without <see cref="AutoDecline"/>), medium risk and whatever counts as fraud is
    /// reviewed, the rest is approved.</summary>
    /// <param name="probability">A fraud probability; a <c>NaN</c> is no score and goes to review.</param>
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
