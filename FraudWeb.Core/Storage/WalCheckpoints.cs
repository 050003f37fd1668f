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

    private readonly DbConnection _connection;
    private readonly Database _database;
    private readonly FileInfo _log;
    private bool _isAllowed;
    private long _nextLook;

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

    /// <summary>Moves the whole log into the database and truncates it.</summary>
    /// <returns>False if a reader blocked it, or another process has the checkpoint lock.</returns>
    public static bool Empty(DbConnection connection, Database database)
    {
        if (!database.TryBecomeCheckpointer())
        {
            return false;
        }

        SqliteConnections.Execute(connection, FormattableString.Invariant($"PRAGMA busy_timeout={WaitForReaders.TotalMilliseconds}"));
        return SqliteConnections.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") is 0L;
    }

    public void AfterCommit()
    {
        if (Environment.TickCount64 < _nextLook)
        {
            return;
        }

        _nextLook = Environment.TickCount64 + 1_000;
        _isAllowed = _isAllowed || Allow(_connection, _database);
        _log.Refresh();
        if (_log.Exists && _log.Length > MaxLogBytes)
        {
            _nextLook = Environment.TickCount64 + (long)TryAgain.TotalMilliseconds;
            Empty(_connection, _database);
            SqliteConnections.Execute(
                _connection, FormattableString.Invariant($"PRAGMA busy_timeout={_database.Connections.MaxWait.TotalMilliseconds}"));
        }
    }
}
