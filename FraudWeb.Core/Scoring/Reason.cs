using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Scoring;

/// <summary>One field's contribution to a score.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value in the transaction; <c>NaN</c> if missing.</param>
/// <param name="Contribution">The contribution in log-odds; above 0 raises the odds of fraud.</param>
public readonly record struct Reason(Field Field, double Value, double Contribution)
{
    /// <summary>The factor by which the odds of fraud are multiplied: above 1 raises, below 1 lowers.</summary>
    public double OddsFactor => Math.Exp(Contribution);
}
