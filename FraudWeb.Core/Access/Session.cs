namespace FraudWeb.Core.Access;

/// <summary>The session of a signed-in browser.</summary>
public sealed class Session
{
    /// <summary>The number of the session, in order of creation.</summary>
    public long Id { get; init; }

    /// <summary>The SHA-256 hash of the secret in the browser's cookie.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The account that is signed in.</summary>
    public required long AccountId { get; init; }

    /// <summary>The security stamp of the account when the session began. The session is over once the account has another one.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>The time of signing in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to about a minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The network address from which the person signed in.</summary>
    public string? Address { get; init; }

    /// <summary>The User-Agent header of the browser.</summary>
    public string? Device { get; init; }
}
