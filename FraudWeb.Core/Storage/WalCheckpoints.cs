using System.Data.Common;

namespace FraudWeb.Core.Storage;

/// <summary>Moves the write-ahead log into the database and keeps the log small. The prediction log's writer and erasures use it;
/// both hold <see cref="Database.WriteGate"/>, and their process has the checkpoint lock, so that no two checkpoints run at once.</summary>
internal sealed class WalCheckpoints
{
    // SQLite does an ordinary checkpoint by itself in the commit that fills 6,000 pages (24 MB); fewer would make more commits wait for
    // one. That one never waits, so readers that never pause can keep the log from starting over; beyond 48 MB we wait for them briefly.
    private const int PagesBetween = 6_000;
    private const long MaxLogBytes = 48 << 20;
    private static readonly TimeSpan WaitForReaders = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    // One reader that holds its snapshot keeps the log from starting over. Beyond this size each commit waits for it, and the longer the
    // larger the log is, so that the log grows more and more slowly. The longest wait leaves callers time before they give up.
    private const long LargeLogBytes = 64 << 20;
    private static readonly TimeSpan MaxWaitForReaders = TimeSpan.FromSeconds(2);

    // Expired responses are to leave the log too. It is emptied for them when nothing is written, and now and then if that never happens.
    private static readonly TimeSpan EmptyErasedWithin = TimeSpan.FromMinutes(10);

    private readonly DbConnection _connection;
    private readonly Database _database;
    private readonly FileInfo _log;
    private bool _isAllowed;
    private long _nextLook;
    private long _nextTry;
    private long? _hasErasedSince;

    public WalCheckpoints(DbConnection connection, Database database)
    {
        _connection = connection;
        _database = database;
        _log = new FileInfo(database.File + "-wal");
        _isAllowed = Allow(connection, database);
    }

    /// <summary>Enables automatic checkpoints in the commits of a connection.</summary>
    /// <returns>False if another process has the checkpoint lock.</returns>
    public static bool Allow(DbConnection connection, Database database)
    {
        if (!database.TryBecomeCheckpointer())
        {
            return false;
        }

        SqliteConnections.Execute(connection, FormattableString.Invariant($"PRAGMA wal_autocheckpoint={PagesBetween}"));
        return true;
    }

    /// <summary>Whether the log is larger than it should be, because a reader keeps it from being emptied.</summary>
    public static bool IsLarge(Database database) => new FileInfo(database.File + "-wal") is { Exists: true, Length: > LargeLogBytes };

    /// <summary>Moves the whole log into the database and truncates it.</summary>
    /// <returns>False if a reader blocked it, or another process has the checkpoint lock.</returns>
    public static bool Empty(DbConnection connection, Database database) => Empty(connection, database, WaitForReaders);

    /// <summary>Whether a reader keeps the log from being emptied, so that commits wait for it.</summary>
    public bool IsHeldUp { get; private set; }

    /// <summary>Empties the log if it has become too large.</summary>
    /// <param name="hasErased">Whether the commit has deleted personal data.</param>
    public void AfterCommit(bool hasErased = false)
    {
        if (hasErased)
        {
            _hasErasedSince ??= Environment.TickCount64;
        }

        var now = Environment.TickCount64;
        if (now < _nextLook && !IsHeldUp)
        {
            return;
        }

        _nextLook = now + 1_000;
        _isAllowed = _isAllowed || Allow(_connection, _database);
        _log.Refresh();
        var length = _log.Exists ? _log.Length : 0;
        if (length > LargeLogBytes
            || (now >= _nextTry && (length > MaxLogBytes || now - _hasErasedSince > EmptyErasedWithin.TotalMilliseconds)))
        {
            _nextTry = now + (long)TryAgain.TotalMilliseconds;
            var wait = WaitForReaders * Math.Max(1, (double)length / LargeLogBytes);
            IsHeldUp = !Empty(wait < MaxWaitForReaders ? wait : MaxWaitForReaders) && length > LargeLogBytes;
        }
    }

    /// <summary>Moves the log into the database after a while without writes, so that the database file alone is complete.</summary>
    public void WhenIdle()
    {
        _log.Refresh();
        if (_log is { Exists: true, Length: > 0 })
        {
            IsHeldUp = !Empty(WaitForReaders) && IsHeldUp;
        }
    }

    private static bool Empty(DbConnection connection, Database database, TimeSpan wait)
    {
        if (!database.TryBecomeCheckpointer())
        {
            return false;
        }

        SqliteConnections.Execute(connection, FormattableString.Invariant($"PRAGMA busy_timeout={wait.TotalMilliseconds:0}"));
        return SqliteConnections.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") is 0L;
    }

    private bool Empty(TimeSpan wait)
    {
        var isEmpty = Empty(_connection, _database, wait);
        _hasErasedSince = isEmpty ? null : _hasErasedSince;
        SqliteConnections.Execute(
            _connection, FormattableString.Invariant($"PRAGMA busy_timeout={_database.Connections.MaxWait.TotalMilliseconds}"));
        return isEmpty;
    }
}
