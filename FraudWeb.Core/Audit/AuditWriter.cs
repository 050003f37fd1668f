using System.Data.Common;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Audit;

/// <summary>Appends to the audit log within a transaction of the caller, so that a change and its entry are saved together or not at
/// all.</summary>
/// <param name="connection">An open connection, used by one thread.</param>
/// <param name="chain">The hash chain.</param>
/// <param name="clock">The clock.</param>
/// <param name="anchor">What the log is compared with outside of the database; null for none.</param>
internal sealed class AuditWriter(DbConnection connection, AuditChain chain, TimeProvider clock, StoreAnchor? anchor) : IDisposable
{
    private const string EndsSql = "SELECT first_id, base_hash, last_id, last_hash, seal FROM audit_ends WHERE id = 1";

    private const string LastSql = "SELECT coalesce(max(id), 0) FROM audit";
    private const string InUseSql = "SELECT EXISTS (SELECT 1 FROM accounts WHERE last_sign_in_at IS NOT NULL)";

    private const string InsertSql = """
        INSERT INTO audit (id, at, actor, action, target, detail, address, hash) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        """;

    private const string MoveSql = """
        INSERT INTO audit_ends (id, first_id, base_hash, last_id, last_hash, seal) VALUES (1, @p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (id) DO UPDATE SET
            first_id = excluded.first_id, base_hash = excluded.base_hash, last_id = excluded.last_id, last_hash = excluded.last_hash,
            seal = excluded.seal
        """;

    private readonly Statement _ends = new(connection, EndsSql, 0);
    private readonly Statement _last = new(connection, LastSql, 0);
    private readonly Statement _inUse = new(connection, InUseSql, 0);
    private readonly Statement _insert = new(connection, InsertSql, 8);
    private readonly Statement _move = new(connection, MoveSql, 5);

    /// <summary>Appends an entry. If the ends of the log were changed by other means, an entry before it reports that: otherwise the new
    /// ends would hide the tampering.</summary>
    /// <returns>The appended entries.</returns>
    public IReadOnlyList<AuditEntry> Append(DbTransaction transaction, Caller by, string action, string? target, string? detail)
    {
        var (ends, lastId, isSound) = Look(transaction);
        if (isSound)
        {
            return [Append(transaction, ends, lastId + 1, by, action, target, detail).Entry];
        }

        var (report, after) = Append(transaction, ends, lastId + 1, Caller.System, AuditActions.Tampered, null,
            "the ends of the log were not as they were written");
        return [report, Append(transaction, after, report.Id + 1, by, action, target, detail).Entry];
    }

    /// <summary>Moves the beginning of the log to after an entry. The caller deletes that entry and all before it.</summary>
    /// <returns>False if the ends of the log are not as they were written; they are not moved then.</returns>
    public bool BeginAfter(DbTransaction transaction, AuditEntry entry)
    {
        var (ends, _, isSound) = Look(transaction);
        if (isSound && ends is not null)
        {
            Move(transaction, entry.Id + 1, entry.Hash, ends.LastId, ends.LastHash);
        }

        return isSound;
    }

    public void Dispose()
    {
        _ends.Dispose();
        _last.Dispose();
        _inUse.Dispose();
        _insert.Dispose();
        _move.Dispose();
    }

    private (AuditEntry Entry, AuditEnds Ends) Append(DbTransaction transaction, AuditEnds? ends, long id, Caller by, string action,
        string? target, string? detail)
    {
        var entry = new AuditEntry
        {
            Id = id,
            // To the millisecond, as stored.
            At = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = by.Actor.ToString(),
            Action = action,
            Target = target,
            Detail = detail,
            Address = by.Address,
            Hash = [],
        };
        var hash = chain.HashOf(ends?.LastHash ?? [], entry);
        _insert.Run(transaction, entry.Id, entry.At.ToUnixTimeMilliseconds(), entry.Actor, entry.Action, entry.Target, entry.Detail,
            entry.Address, hash);
        return (entry, Move(transaction, ends?.FirstId ?? entry.Id, ends?.BaseHash ?? [], entry.Id, hash));
    }

    private AuditEnds Move(DbTransaction transaction, long firstId, byte[] baseHash, long lastId, byte[] lastHash)
    {
        var seal = chain.SealOf(firstId, baseHash, lastId, lastHash);
        _move.Run(transaction, firstId, baseHash, lastId, lastHash, seal);
        return new() { FirstId = firstId, BaseHash = baseHash, LastId = lastId, LastHash = lastHash, Seal = seal };
    }

    // Reads the ends and the last entry, and whether both are as they were written. The ends may be missing only in a log that never had an
    // entry. The anchor knows that; the accounts alone would not, because whoever can write to the database can change them too.
    private (AuditEnds? Ends, long LastId, bool IsSound) Look(DbTransaction transaction)
    {
        var (ends, last, anchored) = (Ends(transaction), Number(_last, transaction), anchor?.LastAudit ?? 0);
        return ends is null
            ? (null, Math.Max(last, anchored), last == 0 && anchored == 0 && Number(_inUse, transaction) == 0)
            : (ends, Math.Max(Math.Max(ends.LastId, last), anchored),
                chain.IsSealed(ends) && last <= ends.LastId && anchored <= ends.LastId);
    }

    private static long Number(Statement statement, DbTransaction transaction)
    {
        using var reader = statement.Query(transaction);
        reader.Read();
        return reader.GetInt64(0);
    }

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
