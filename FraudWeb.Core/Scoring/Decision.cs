namespace FraudWeb.Core.Scoring;

/// <summary>The action taken on a transaction. The numbers are stored.</summary>
public enum Decision
{
    /// <summary>The transaction is accepted.</summary>
    Approve = 0,

    /// <summary>A person reviews the transaction.</summary>
    Review = 1,

    /// <summary>The transaction is rejected.</summary>
    Decline = 2,
}
