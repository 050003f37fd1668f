namespace FraudWeb.Core.Scoring;

/// <summary>What is done with a transaction. The numbers are stored.</summary>
public enum Decision
{
    /// <summary>It goes through.</summary>
    Approve = 0,

    /// <summary>A person looks at it.</summary>
    Review = 1,

    /// <summary>It is stopped.</summary>
    Decline = 2,
}
