using System.Data.Common;
using FraudWeb.Core.Privacy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FraudWeb.Core.Storage;

/// <summary>How this program opens its SQLite file: the only place that knows connection strings and pragmas.</summary>
/// <param name="file">The database.</param>
/// <param name="busyTimeout">How long a write waits for another program's lock; whole seconds.</param>
internal sealed class SqliteConnections(string file, TimeSpan busyTimeout)
{
    // FULL: a commit returns after the disk has it, so an answered prediction survives power loss; NORMAL would not do that under WAL.
    // No checkpoints of their own: there is one checkpointer (WalCheckpoints), because SQLite before 3.51.3 can lose pages when two meet.
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;";

    // What is deleted is overwritten with zeros. Every writer does so, not only the one that erases: a row that was changed or moved would leave a
    // copy where it stood, and of one id in ten something was still in the file after its erasure (docs/privacy.md).
    private const string SecureDelete = "PRAGMA secure_delete=ON;";

    // A writer comes back to the pages that the indexes grow at; a reader mostly walks through.
    private const string WriterCache = "PRAGMA cache_size=-32000;";
    private const string ReaderCache = "PRAGMA cache_size=-8000;";

    /// <summary>For connections that write. They don't make the file: one that vanishes while the program runs is a fault.</summary>
    public string Writing => Text(SqliteOpenMode.ReadWrite);

    /// <summary>For connections that only read.</summary>
    public string Reading => Text(SqliteOpenMode.ReadOnly);

    /// <summary>How long a write waits for another program's lock.</summary>
    public TimeSpan BusyTimeout => busyTimeout;

    /// <summary>Opens a connection that is not pooled, for who keeps it.</summary>
    public DbConnection OpenWriter()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(Writing) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, PragmaText(writes: true));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sets the pragmas on every connection that EF opens, pooled ones too: they are cheap, and a pool may hand out a new one.</summary>
    public DbConnectionInterceptor PragmasOf(bool writes) => new Interceptor(PragmaText(writes));

    /// <summary>Holds a file that nobody else of us can hold, until it is let go or the process ends, however it does. Whoever copies or reads the folder is not
    /// kept from it, as by a lock on the whole file.</summary>
    /// <returns>Null when another one holds it, which takes a second to find out.</returns>
    public static IDisposable? Hold(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ToString());
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

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this program only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private string PragmaText(bool writes) =>
        FormattableString.Invariant($"PRAGMA busy_timeout={busyTimeout.TotalMilliseconds}; {Pragmas} {(writes ? SecureDelete + WriterCache : ReaderCache)}");

    private string Text(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        ForeignKeys = true,
        DefaultTimeout = (int)busyTimeout.TotalSeconds,
    }.ToString();

    private sealed class Interceptor(string pragmas) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Execute(connection, pragmas);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Execute(connection, pragmas);
            return Task.CompletedTask;
        }
    }
}
