using FraudWeb.Core.Audit;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api.Answers;

/// <summary>One entry of the audit log, as it is exported.</summary>
/// <param name="Id">1, 2, 3, … without a gap.</param>
/// <param name="At">RFC 3339 in UTC.</param>
/// <param name="Actor">Who: user:3, key:7, system, cli, anonymous.</param>
/// <param name="Action">What.</param>
/// <param name="Target">To what.</param>
/// <param name="Detail">How.</param>
/// <param name="Address">From where.</param>
/// <param name="Hash">HMAC-SHA-256 of the entry and the hash before it, in hexadecimal.</param>
public sealed record AuditAnswer(
    long Id, string At, string Actor, string Action, string? Target, string? Detail, string? Address, string Hash)
{
    public static AuditAnswer Of(AuditEntry entry) =>
        new(entry.Id, WireTime.Of(entry.At), entry.Actor, entry.Action, entry.Target, entry.Detail, entry.Address,
            Convert.ToHexStringLower(entry.Hash));
}
