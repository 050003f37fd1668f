namespace FraudWeb.Sessions;

/// <summary>The result of an attempt to sign in.</summary>
public enum SignInStep
{
    /// <summary>The attempt was refused. The reason is not disclosed.</summary>
    Refused,

    /// <summary>There were too many failures from this address.</summary>
    TooMany,

    /// <summary>The password is right; a code of the second factor is needed.</summary>
    CodeNeeded,

    /// <summary>The person is signed in.</summary>
    Done,
}
