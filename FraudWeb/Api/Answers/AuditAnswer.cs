using FraudWeb.Core.Audit;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api.Answers;

/// <summary>One entry of the audit log, in the form of the export.</summary>
/// <param name="Id">The entry's number: 1, 2, 3, … without a gap.</param>
/// <param name="At">The time, RFC 3339 in UTC.</param>
/// <param name="Actor">The actor: user:3, key:7, system, cli or anonymous.</param>
/// <param name="Action">The name of the action.</param>
/// <param name="Target">The object of the action, such as a prediction.</param>
/// <param name="Detail">The details of the action.</param>
/// <param name="Address">The network address of the actor.</param>
/// <param name="Hash">HMAC-SHA-256 of the entry and the hash before it, in hexadecimal.</param>
public sealed record AuditAnswer(
    long Id, string At, string Actor, string Action, string? Target, string? Detail, string? Address, string Hash)
{
    public static AuditAnswer Of(AuditEntry entry) =>
        new(entry.Id, WireTime.Of(entry.At), entry.Actor, entry.Action, entry.Target, entry.Detail, entry.Address,
            Convert.ToHexStringLower(entry.Hash));
}
