namespace FraudWeb.Core.Access;

/// <summary>The account of a person.</summary>
public sealed class Account
{
    /// <summary>The maximum length of an e-mail address (RFC 5321).</summary>
    public const int MaxEmailLength = 254;

    /// <summary>How long a one-time password is valid.</summary>
    public static readonly TimeSpan OneTimePasswordLifetime = TimeSpan.FromHours(72);

    /// <summary>The longest lock. It is short, because anybody can lock an account by guessing its password.</summary>
    public static readonly TimeSpan MaxLock = TimeSpan.FromMinutes(15);

    /// <summary>The number of the account, in order of creation. All other stored data refers to people by it.</summary>
    public long Id { get; set; }

    /// <summary>The e-mail address, with which the person signs in.</summary>
    public required string Email { get; set; }

    /// <summary>The e-mail address in a form that ignores case; unique. See <see cref="AccountNames.Normalize"/>.</summary>
    public string NormalizedEmail { get; set; } = "";

    public required Role Role { get; set; }

    /// <summary>Whether signing in is disabled.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>The hash of the password or one-time password; null if there is none.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Whether the only thing that the password allows is to choose a new one.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When a one-time password expires; null for a password that its owner chose.</summary>
    public DateTimeOffset? PasswordExpiresAt { get; set; }

    /// <summary>A random text that is replaced by every change that ends existing sessions.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>The number of wrong passwords and codes since the last successful sign-in.</summary>
    public int FailedAttempts { get; set; }

    /// <summary>When the lock ends; until then even the right password is refused. Null if the account was not locked.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>The secret of the second factor, encrypted; null if there is none.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>Whether signing in needs a second factor.</summary>
    public bool HasSecondFactor { get; set; }

    /// <summary>The time step of the last code used. Codes of this step or earlier are refused, so that each works once.</summary>
    public long LastTotpStep { get; set; }

    /// <summary>The unused recovery codes, one per line, encrypted as a whole; null if there is no second factor.</summary>
    public string? RecoveryCodes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The time of the last sign-in; null if there was none.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Returns whether even the right password is refused. A longer lock than <see cref="MaxLock"/> was set by a clock that was
    /// ahead, and has ended.</summary>
    public bool IsLockedAt(DateTimeOffset now) => IsAhead(LockedUntil, MaxLock, now);

    /// <summary>Returns whether the password is a one-time password that is no longer valid: its time is over, or it is later than a clock
    /// that is right could have set it.</summary>
    public bool HasExpiredPasswordAt(DateTimeOffset now) =>
        PasswordExpiresAt is not null && !IsAhead(PasswordExpiresAt, OneTimePasswordLifetime, now);

    /// <summary>Copies the account.</summary>
    public Account Copy() => (Account)MemberwiseClone();

    // With a minute to spare, because time servers set clocks back by seconds.
    private static bool IsAhead(DateTimeOffset? moment, TimeSpan longest, DateTimeOffset now) =>
        moment > now && moment - now <= longest + TimeSpan.FromMinutes(1);
}
