namespace FraudWeb.Core.Audit;

/// <summary>One thing that was done, in the audit log.</summary>
public sealed class AuditEntry
{
    /// <summary>1, 2, 3, … without a gap.</summary>
    public long Id { get; init; }

    /// <summary>When, in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who, as <see cref="Access.Actor"/> writes it.</summary>
    public required string Actor { get; init; }

    /// <summary>What, in the words of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>To what: <c>user:3</c>, <c>key:7</c>, a prediction's id; null when there is nothing to name.</summary>
    public string? Target { get; init; }

    /// <summary>How, in a few words.</summary>
    public string? Detail { get; init; }

    /// <summary>From which network address.</summary>
    public string? Address { get; init; }

    /// <summary>HMAC-SHA-256 of the entry and of the hash before it.</summary>
    public required byte[] Hash { get; init; }
}
