namespace FraudWeb.Core.Access;

/// <summary>A key with which a system calls the API. Only its hash is stored.</summary>
public sealed class ApiKey
{
    /// <summary>The maximum length of a name.</summary>
    public const int MaxNameLength = 60;

    /// <summary>The number of the key, in order of creation. All other stored data refers to keys by it.</summary>
    public long Id { get; init; }

    /// <summary>The public part of the key, by which it is found; unique.</summary>
    public required string Handle { get; init; }

    /// <summary>The SHA-256 hash of the whole key.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The purpose of the key, for people.</summary>
    public required string Name { get; init; }

    public required KeyScopes Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The actor that created it, in the form of <see cref="Actors.Actor.ToString"/>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it expires; null if it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was revoked; null if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was last used, to about a minute; null if it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The key that it replaces after a rotation; null if it replaces none.</summary>
    public long? Replaces { get; init; }

    /// <summary>Returns whether the key is valid at a moment.</summary>
    public bool IsValidAt(DateTimeOffset now) =>
        (RevokedAt is not { } revoked || revoked > now) && (ExpiresAt is not { } expires || expires > now);
}
