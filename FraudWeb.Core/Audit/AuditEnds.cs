namespace FraudWeb.Core.Audit;

/// <summary>Both ends of the audit log, sealed, so that entries missing at either end are noticed.</summary>
public sealed class AuditEnds
{
    /// <summary>Always 1: there is one log.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The first entry that is still kept.</summary>
    public required long FirstId { get; init; }

    /// <summary>The hash of the entry before the first; empty at the very beginning.</summary>
    public required byte[] BaseHash { get; init; }

    /// <summary>The last entry.</summary>
    public required long LastId { get; init; }

    /// <summary>Its hash.</summary>
    public required byte[] LastHash { get; init; }

    /// <summary>HMAC-SHA-256 of the four.</summary>
    public required byte[] Seal { get; init; }
}
