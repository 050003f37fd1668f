namespace FraudWeb.Core.History;

/// <summary>How far a count can be trusted.</summary>
public enum CountAccuracy
{
    /// <summary>It is the number.</summary>
    Exact,

    /// <summary>It is about the number.</summary>
    Estimate,

    /// <summary>There are at least as many.</summary>
    AtLeast,
}
