namespace FraudWeb.Core.Audit;

/// <summary>An entry of the audit log.</summary>
public sealed class AuditEntry
{
    /// <summary>The number of the entry: 1, 2, 3, …, without gaps.</summary>
    public long Id { get; init; }

    /// <summary>The time in UTC, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The actor, in the form of <see cref="Actors.Actor.ToString"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>The action, one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The target: <c>user:3</c>, <c>key:7</c> or a prediction's id; null if there is none.</summary>
    public string? Target { get; init; }

    /// <summary>The details, in a few words.</summary>
    public string? Detail { get; init; }

    /// <summary>The network address of the actor.</summary>
    public string? Address { get; init; }

    /// <summary>The HMAC-SHA-256 of the entry and of the previous entry's hash.</summary>
    public required byte[] Hash { get; init; }
}
