namespace FraudWeb.Core.Access;

/// <summary>One browser that is signed in.</summary>
public sealed class Session
{
    /// <summary>Rises in the order made; names it in lists.</summary>
    public long Id { get; init; }

    /// <summary>SHA-256 of the secret that the browser's cookie carries.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Whose it is.</summary>
    public required long AccountId { get; init; }

    /// <summary>The account's stamp at the time; another one there ends the session.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to about a minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>From where it began.</summary>
    public string? Address { get; init; }

    /// <summary>What the browser calls itself.</summary>
    public string? Device { get; init; }
}
