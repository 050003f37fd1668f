namespace FraudWeb.Core.Audit;

/// <summary>Both ends of the audit log, sealed, so that a missing entry at either end is noticed.</summary>
public sealed class AuditEnds
{
    /// <summary>Always 1, because there is one log.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The number of the first entry that is still stored.</summary>
    public required long FirstId { get; init; }

    /// <summary>The hash of the entry before the first; empty if no entry was ever deleted.</summary>
    public required byte[] BaseHash { get; init; }

    /// <summary>The number of the last entry.</summary>
    public required long LastId { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public required byte[] LastHash { get; init; }

    /// <summary>The HMAC-SHA-256 of the four properties above.</summary>
    public required byte[] Seal { get; init; }
}
