namespace FraudWeb.Core.Audit;

/// <summary>A filter of audit entries. A property that is null does not filter.</summary>
/// <param name="Actor">The actor, in the form of <see cref="AuditEntry.Actor"/>.</param>
/// <param name="Action">The action, one of <see cref="AuditActions"/>.</param>
/// <param name="Target">The target, in the form of <see cref="AuditEntry.Target"/>.</param>
/// <param name="Before">Only entries with a lower id, for the next page.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Target = null, long? Before = null);
