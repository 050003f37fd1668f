namespace FraudWeb.Core.Access;

/// <summary>A person who may sign in.</summary>
public sealed class Account
{
    /// <summary>The most characters of an e-mail address (RFC 5321).</summary>
    public const int MaxEmailLength = 254;

    /// <summary>Rises in the order made; what people are named by wherever something is kept.</summary>
    public long Id { get; set; }

    /// <summary>What one signs in with.</summary>
    public required string Email { get; set; }

    /// <summary>The same in a form that ignores case; unique.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>What the account may do.</summary>
    public required Role Role { get; set; }

    /// <summary>Whether signing in is refused.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>The password's hash, or that of a one-time password; null when there is none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Whether the password only serves to choose another one.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Until when a one-time password works; null for one that was chosen.</summary>
    public DateTimeOffset? PasswordExpiresAt { get; set; }

    /// <summary>Changes with everything that must end older sessions.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Wrong passwords or codes since the last success.</summary>
    public int FailedAttempts { get; set; }

    /// <summary>Until when even the right password is refused.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>The secret of the second factor, encrypted.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>Whether a second factor is asked for.</summary>
    public bool HasSecondFactor { get; set; }

    /// <summary>The time step of the last code used: a code works once.</summary>
    public long LastTotpStep { get; set; }

    /// <summary>The unused recovery codes, one per line, encrypted as a whole; null if there is no second factor.</summary>
    public string? RecoveryCodes { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When somebody last signed in with it.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The same once more, to be changed without anybody else seeing it.</summary>
    public Account Copy() => (Account)MemberwiseClone();
}
