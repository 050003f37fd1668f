using FraudWeb.Core.Actors;

namespace FraudWeb.Core.Access;

/// <summary>An audit entry about an account, to be written together with a change of it.</summary>
/// <param name="By">The actor.</param>
/// <param name="Action">The action, one of <see cref="Audit.AuditActions"/>.</param>
/// <param name="Detail">The details, in a few words.</param>
public sealed record AuditNote(Caller By, string Action, string? Detail = null);
