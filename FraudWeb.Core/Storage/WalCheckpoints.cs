using System.Data.Common;

namespace FraudWeb.Core.Storage;

/// <summary>Brings the write-ahead log into the database now and then and keeps it small. The prediction log's writer is the only one that
/// does; whoever uses this holds <see cref="Database.WriteGate"/>.</summary>
internal sealed class WalCheckpoints
{
    // SQLite does an ordinary checkpoint by itself in the commit that fills 6,000 pages (24 MB); fewer would make more commits wait for one.
    // It never waits itself, so readers that never pause can keep the log from starting over; past 48 MB they are waited for, briefly.
    private const int PagesBetween = 6_000;
    private const long LargestLog = 48 << 20;
    private static readonly TimeSpan WaitForReaders = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private readonly DbConnection _connection;
    private readonly FileInfo _log;
    private readonly TimeSpan _busyTimeout;
    private long _nextLook;

    public WalCheckpoints(DbConnection connection, Database database)
    {
        _connection = connection;
        _busyTimeout = database.Connections.BusyTimeout;
        _log = new FileInfo(database.File + "-wal");
        SqliteConnections.Execute(connection, FormattableString.Invariant($"PRAGMA wal_autocheckpoint={PagesBetween}"));
    }

    public void AfterCommit()
    {
        if (Environment.TickCount64 < _nextLook)
        {
            return;
        }

        _nextLook = Environment.TickCount64 + 1_000;
        _log.Refresh();
        if (_log.Exists && _log.Length > LargestLog)
        {
            _nextLook = Environment.TickCount64 + (long)TryAgain.TotalMilliseconds;
            SqliteConnections.Execute(_connection, FormattableString.Invariant($"PRAGMA busy_timeout={WaitForReaders.TotalMilliseconds}"));
            SqliteConnections.Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            SqliteConnections.Execute(_connection, FormattableString.Invariant($"PRAGMA busy_timeout={_busyTimeout.TotalMilliseconds}"));
        }
    }
}
