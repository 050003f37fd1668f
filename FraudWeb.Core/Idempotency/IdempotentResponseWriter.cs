using System.Data.Common;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Idempotency;

/// <summary>Stores responses within the caller's transaction, and deletes expired ones.</summary>
/// <param name="connection">An open connection that only one thread uses.</param>
/// <param name="clock">The time source.</param>
internal sealed class IdempotentResponseWriter(DbConnection connection, TimeProvider clock) : IDisposable
{
    // Replaces an expired response of the key. A valid one is left alone, whichever process wrote it.
    private const string StoreSql = """
        INSERT INTO kept_answers (owner, key, request, body, at) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (owner, key) DO UPDATE SET request = excluded.request, body = excluded.body, at = excluded.at
        WHERE kept_answers.at <= @p5 OR kept_answers.at > @p6
        """;

    private const string DeleteSql = """
        DELETE FROM kept_answers
        WHERE (owner, key) IN (SELECT owner, key FROM kept_answers WHERE at <= @p0 OR at > @p1 ORDER BY at LIMIT @p2)
        """;

    // Small, so that no caller of the group waits noticeably. After a full slice there may be more, which the next group deletes.
    private const int Slice = 100;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Statement _store = new(connection, StoreSql, 7);
    private readonly Statement _delete = new(connection, DeleteSql, 3);
    private long? _lastLook;

    /// <summary>Whether there may be more expired responses.</summary>
    public bool HasMoreExpired { get; private set; }

    /// <returns>False if the key already has a valid response. Nothing is changed then.</returns>
    public bool Keep(DbTransaction transaction, IdempotentResponse answer) => _store.Run(
        transaction, answer.Owner, answer.Key, answer.Request, answer.Body, answer.At.ToUnixTimeMilliseconds(),
        Expired(answer.At), Impossible(answer.At)) > 0;

    /// <summary>Deletes a slice of the expired responses, at most once a minute unless more are left.</summary>
    /// <returns>Whether any was deleted.</returns>
    public bool DeleteExpired(DbTransaction transaction)
    {
        if (!HasMoreExpired && _lastLook is { } last && clock.GetElapsedTime(last) < Rest)
        {
            return false;
        }

        _lastLook = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        var count = _delete.Run(transaction, Expired(now), Impossible(now), Slice);
        HasMoreExpired = count == Slice;
        return count > 0;
    }

    public void Dispose()
    {
        _store.Dispose();
        _delete.Dispose();
    }

    private static long Expired(DateTimeOffset now) => (now - IdempotentResponse.Lifetime).ToUnixTimeMilliseconds();

    // Stored by a clock that was ahead. Without this limit it would be valid until that time comes.
    private static long Impossible(DateTimeOffset now) => (now + IdempotentResponse.Lifetime).ToUnixTimeMilliseconds();
}
