namespace FraudWeb.Core.Access;

/// <summary>What a person may do. Each role may do everything that the roles before it may do. The numbers are stored.</summary>
public enum Role
{
    /// <summary>Checks transactions and sees their own predictions.</summary>
    Analyst = 0,

    /// <summary>Sees all predictions, labels them and decides contested ones.</summary>
    Reviewer = 1,

    /// <summary>Everything: dashboard, people, keys, privacy and audit.</summary>
    Administrator = 2,
}
