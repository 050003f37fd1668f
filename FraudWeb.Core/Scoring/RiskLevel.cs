namespace FraudWeb.Core.Scoring;

/// <summary>How risky a transaction is, by the edges of the policy. The numbers are stored.</summary>
public enum RiskLevel
{
    /// <summary>Below <see cref="Policy.MediumFrom"/>.</summary>
    Low = 0,

    /// <summary>From <see cref="Policy.MediumFrom"/>, inclusive.</summary>
    Medium = 1,

    /// <summary>From <see cref="Policy.HighFrom"/>, inclusive.</summary>
    High = 2,
}
