namespace FraudWeb.Core.Access;

/// <summary>What a person may do. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Checks transactions and sees the own predictions.</summary>
    Analyst,

    /// <summary>Sees all predictions, labels them and decides contested ones.</summary>
    Reviewer,

    /// <summary>Everything: dashboard, people, keys, privacy, audit.</summary>
    Administrator,
}
