namespace FraudWeb.Core.Scoring;

/// <summary>The risk level of a transaction, by the limits of the policy. The numbers are stored.</summary>
public enum RiskLevel
{
    /// <summary>Below <see cref="Policy.MediumFrom"/>.</summary>
    Low = 0,

    /// <summary>From <see cref="Policy.MediumFrom"/>, inclusive.</summary>
    Medium = 1,

    /// <summary>From <see cref="Policy.HighFrom"/>, inclusive.</summary>
    High = 2,
}
