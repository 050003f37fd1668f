namespace FraudWeb.Core.Access;

/// <summary>The role of a person. Each role includes the rights of the roles before it. The numbers are stored.</summary>
public enum Role
{
    /// <summary>Checks transactions and sees their own predictions.</summary>
    Analyst = 0,

    /// <summary>Sees and labels all predictions, and decides contested ones.</summary>
    Reviewer = 1,

    /// <summary>Has all rights: dashboard, people, keys, privacy and audit.</summary>
    Administrator = 2,
}
