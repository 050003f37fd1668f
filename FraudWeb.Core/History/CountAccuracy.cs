namespace FraudWeb.Core.History;

/// <summary>The accuracy of a count.</summary>
public enum CountAccuracy
{
    /// <summary>The count is exact.</summary>
    Exact,

    /// <summary>The count is approximate.</summary>
    Estimate,

    /// <summary>The count is a lower bound.</summary>
    AtLeast,
}
