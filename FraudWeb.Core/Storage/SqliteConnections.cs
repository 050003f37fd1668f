using System.Data.Common;
using FraudWeb.Core.Privacy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FraudWeb.Core.Storage;

/// <summary>How this program opens its SQLite file: the only place that knows connection strings and pragmas.</summary>
/// <param name="file">The database.</param>
/// <param name="maxWait">The time that a write waits for another program's lock; whole seconds.</param>
internal sealed class SqliteConnections(string file, TimeSpan maxWait)
{
    // FULL: a commit returns after the disk has it, so an answered prediction survives power loss; NORMAL would not do that under WAL.
    // No automatic checkpoints: one process checkpoints (WalCheckpoints), so that it alone decides which commits wait for one.
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;";

    // Deleted data is overwritten with zeros, by every writer and not only by erasures: otherwise a changed or moved row leaves a copy
    // behind, and one id in ten was still partly in the file after its erasure (docs/privacy.md).
    private const string SecureDelete = "PRAGMA secure_delete=ON;";

    // A writer returns to the pages at which the indexes grow; a reader mostly scans.
    private const string WriterCache = "PRAGMA cache_size=-32000;";
    private const string ReaderCache = "PRAGMA cache_size=-8000;";

    /// <summary>The connection string for writing. It does not create the file, because a file that disappears at run time is an
    /// error.</summary>
    public string Writing => Text(SqliteOpenMode.ReadWrite);

    /// <summary>The connection string for reading.</summary>
    public string Reading => Text(SqliteOpenMode.ReadOnly);

    /// <summary>The time that a write waits for another program's lock.</summary>
    public TimeSpan MaxWait => maxWait;

    /// <summary>Opens an unpooled connection, which the caller owns.</summary>
    public DbConnection OpenWriter() => Open(Writing, writes: true);

    /// <summary>Opens an unpooled connection that only reads, which the caller owns.</summary>
    public DbConnection OpenReader() => Open(Reading, writes: false);

    /// <summary>Sets the pragmas on every connection that EF opens, pooled ones too: they are cheap, and a pool may return a new
    /// one.</summary>
    public DbConnectionInterceptor PragmasOf(bool writes) => new Interceptor(PragmaText(writes));

    /// <summary>Takes an exclusive lock on a file. The lock is released on dispose or when the process ends for any reason. Unlike a lock
    /// on the whole file, it does not stop other programs from reading or copying the folder.</summary>
    /// <returns>Null if another process has the lock, which takes a second to find out.</returns>
    public static IDisposable? Hold(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "BEGIN EXCLUSIVE");
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            return null;
        }
    }

    /// <summary>Sets how long the next commands wait for another program's lock. Both SQLite and its driver wait, the driver in whole
    /// seconds: it may be one more.</summary>
    public static void Limit(DbConnection connection, TimeSpan limit)
    {
        Execute(connection, FormattableString.Invariant($"PRAGMA busy_timeout={Math.Max(0, (int)limit.TotalMilliseconds)}"));
        ((SqliteConnection)connection).DefaultTimeout = Math.Max(1, (int)limit.TotalSeconds);
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(DbConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar();
    }

    private SqliteConnection Open(string text, bool writes)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(text) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, PragmaText(writes));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this program only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private string PragmaText(bool writes) =>
        FormattableString.Invariant(
            $"PRAGMA busy_timeout={maxWait.TotalMilliseconds}; {Pragmas} {(writes ? SecureDelete + WriterCache : ReaderCache)}");

    private string Text(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        ForeignKeys = true,
        DefaultTimeout = (int)maxWait.TotalSeconds,
    }.ToString();

    private sealed class Interceptor(string pragmas) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Execute(connection, pragmas);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Execute(connection, pragmas);
            return Task.CompletedTask;
        }
    }
}
