namespace FraudWeb.Core.Access;

/// <summary>The role of a person. Each role includes the rights of the roles before it.</summary>
public enum Role
{
    /// <summary>Checks transactions and sees their own predictions.</summary>
    Analyst,

    /// <summary>Sees and labels all predictions, and decides contested ones.</summary>
    Reviewer,

    /// <summary>Has all rights: dashboard, people, keys, privacy and audit.</summary>
    Administrator,
}
