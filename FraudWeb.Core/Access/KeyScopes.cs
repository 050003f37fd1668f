namespace FraudWeb.Core.Access;

/// <summary>What an API key may do. The numbers are stored.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Have transactions scored.</summary>
    Score = 1,

    /// <summary>Read predictions and their explanations.</summary>
    Read = 2,

    /// <summary>Everything that the API offers, labels too.</summary>
    Admin = 4,
}
