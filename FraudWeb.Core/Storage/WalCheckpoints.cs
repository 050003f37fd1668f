using System.Data.Common;

namespace FraudWeb.Core.Storage;

/// <summary>Brings the write-ahead log into the database now and then and keeps it small. The prediction log's writer does, and so does whoever erases;
/// both hold <see cref="Database.WriteGate"/>, and their process is the one that checkpoints, so that no two meet.</summary>
internal sealed class WalCheckpoints
{
    // SQLite does an ordinary checkpoint by itself in the commit that fills 6,000 pages (24 MB); fewer would make more commits wait for one.
    // It never waits itself, so readers that never pause can keep the log from starting over; past 48 MB they are waited for, briefly.
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

    /// <summary>Lets the commits of a connection do ordinary checkpoints.</summary>
    /// <returns>False when that is another process's business.</returns>
    public static bool Allow(DbConnection connection, Database database)
    {
        if (!database.TryBecomeCheckpointer())
        {
            return false;
        }

        SqliteConnections.Execute(connection, FormattableString.Invariant($"PRAGMA wal_autocheckpoint={PagesBetween}"));
        return true;
    }

    /// <summary>Brings all of the log into the database and cuts it to nothing.</summary>
    /// <returns>False when somebody who reads was in the way, or that is another process's business.</returns>
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
            SqliteConnections.Execute(_connection, FormattableString.Invariant($"PRAGMA busy_timeout={_database.Connections.BusyTimeout.TotalMilliseconds}"));
        }
    }
}
