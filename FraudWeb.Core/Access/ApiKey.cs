namespace FraudWeb.Core.Access;

/// <summary>A key that a system calls the API with. The key itself is nowhere kept.</summary>
public sealed class ApiKey
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxNameLength = 60;

    /// <summary>Rises in the order made; what keys are named by wherever something is kept.</summary>
    public long Id { get; init; }

    /// <summary>The part of the key that is no secret, by which it is found; unique.</summary>
    public required string Handle { get; init; }

    /// <summary>SHA-256 of the whole key.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required KeyScopes Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Since when it is refused; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was last used, to about a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The key that it took over from, in a rotation.</summary>
    public long? Replaces { get; init; }

    /// <summary>Whether it works at a moment.</summary>
    public bool IsValidAt(DateTimeOffset now) => (RevokedAt is not { } revoked || revoked > now) && (ExpiresAt is not { } expires || expires > now);
}
