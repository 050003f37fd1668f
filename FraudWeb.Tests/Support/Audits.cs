using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.Support;

/// <summary>Audit logs and people for tests of what keeps things.</summary>
public static class Audits
{
    public static readonly Caller Ann = new(Actor.Account(1), "192.0.2.1");
    public static readonly Caller Bob = new(Actor.Account(2), "192.0.2.2");

    /// <summary>The arithmetic of the audit log under a key that is always the same.</summary>
    public static AuditChain Chain { get; } = new(new byte[AuditChain.KeyLength]);

    /// <summary>An audit log without an anchor.</summary>
    public static AuditLog Of(Database database, TimeProvider? clock = null) =>
        new(database, Chain, clock ?? TimeProvider.System, NullLogger<AuditLog>.Instance);

    /// <summary>An audit log with the anchor of its data folder, not opened yet.</summary>
    public static (AuditLog Log, StoreAnchor Anchor) Anchored(Database database, TimeProvider? clock = null)
    {
        PrivateFiles.CreateFolder(Path.Combine(database.Directory, KeyFolder.Name));
        var anchor = new StoreAnchor(database, Chain, clock ?? TimeProvider.System, NullLogger<StoreAnchor>.Instance);
        return (new(database, Chain, clock ?? TimeProvider.System, NullLogger<AuditLog>.Instance, anchor), anchor);
    }
}
