using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Scoring;

/// <summary>What one field adds to a score.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value in the transaction; <c>NaN</c> when missing.</param>
/// <param name="Contribution">In log-odds; above 0 it raises the odds of fraud.</param>
public readonly record struct Reason(Field Field, double Value, double Contribution)
{
    /// <summary>By what the odds of fraud are multiplied: above 1 raises, below 1 lowers.</summary>
    public double OddsFactor => Math.Exp(Contribution);
}
