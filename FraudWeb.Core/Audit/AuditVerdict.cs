namespace FraudWeb.Core.Audit;

/// <summary>The result of a verification of the audit log.</summary>
/// <param name="Entries">The number of entries that were verified, up to the first fault.</param>
/// <param name="Fault">The first fault; null if the log is intact.</param>
public sealed record AuditVerdict(long Entries, string? Fault);
