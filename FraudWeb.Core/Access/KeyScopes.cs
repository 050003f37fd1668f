namespace FraudWeb.Core.Access;

/// <summary>The rights of an API key. The numbers are stored.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>No rights.</summary>
    None = 0,

    /// <summary>Score transactions.</summary>
    Score = 1,

    /// <summary>Read predictions and their explanations.</summary>
    Read = 2,

    /// <summary>Everything that the API offers, including labels.</summary>
    Admin = 4,
}
