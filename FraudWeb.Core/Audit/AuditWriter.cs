using System.Data.Common;
using FraudWeb.Core.Access;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Audit;

/// <summary>Appends to the audit log within a transaction of its user's, so that what was done and its entry are kept together or not at all.</summary>
/// <param name="connection">Open, and used by one thread.</param>
/// <param name="chain">The arithmetic.</param>
/// <param name="clock">What time it is.</param>
internal sealed class AuditWriter(DbConnection connection, AuditChain chain, TimeProvider clock) : IDisposable
{
    private const string EndsSql = "SELECT first_id, base_hash, last_id, last_hash, seal FROM audit_ends WHERE id = 1";

    private const string InsertSql = """
        INSERT INTO audit (id, at, actor, action, target, detail, address, hash) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        """;

    private const string MoveSql = """
        INSERT INTO audit_ends (id, first_id, base_hash, last_id, last_hash, seal) VALUES (1, @p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (id) DO UPDATE SET
            first_id = excluded.first_id, base_hash = excluded.base_hash, last_id = excluded.last_id, last_hash = excluded.last_hash, seal = excluded.seal
        """;

    private readonly Statement _ends = new(connection, EndsSql, 0);
    private readonly Statement _insert = new(connection, InsertSql, 8);
    private readonly Statement _move = new(connection, MoveSql, 5);

    /// <summary>Appends one entry.</summary>
    public AuditEntry Append(DbTransaction transaction, Caller by, string action, string? target, string? detail)
    {
        var ends = Ends(transaction);
        var last = ends?.LastHash ?? [];
        var entry = new AuditEntry
        {
            Id = (ends?.LastId ?? 0) + 1,
            // As it is kept, to the millisecond.
            At = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = by.Actor.ToString(),
            Action = action,
            Target = target,
            Detail = detail,
            Address = by.Address,
            Hash = [],
        };
        var hash = chain.HashOf(last, entry);
        _insert.Run(transaction, entry.Id, entry.At.ToUnixTimeMilliseconds(), entry.Actor, entry.Action, entry.Target, entry.Detail, entry.Address, hash);
        Move(transaction, ends?.FirstId ?? entry.Id, ends?.BaseHash ?? [], entry.Id, hash);
        return entry;
    }

    /// <summary>Lets the log begin after an entry, which is taken out with all before it.</summary>
    public void BeginAfter(DbTransaction transaction, AuditEntry entry)
    {
        var ends = Ends(transaction)!;
        Move(transaction, entry.Id + 1, entry.Hash, ends.LastId, ends.LastHash);
    }

    public void Dispose()
    {
        _ends.Dispose();
        _insert.Dispose();
        _move.Dispose();
    }

    private void Move(DbTransaction transaction, long firstId, byte[] baseHash, long lastId, byte[] lastHash) =>
        _move.Run(transaction, firstId, baseHash, lastId, lastHash, chain.SealOf(firstId, baseHash, lastId, lastHash));

    private AuditEnds? Ends(DbTransaction transaction)
    {
        using var reader = _ends.Query(transaction);
        return !reader.Read() ? null : new()
        {
            FirstId = reader.GetInt64(0),
            BaseHash = reader.GetFieldValue<byte[]>(1),
            LastId = reader.GetInt64(2),
            LastHash = reader.GetFieldValue<byte[]>(3),
            Seal = reader.GetFieldValue<byte[]>(4),
        };
    }
}
