using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FraudWeb.Core.Storage;

/// <summary>How this program opens SQLite: the only place that knows connection strings and pragmas.</summary>
internal static class SqliteConnections
{
    /// <summary>How long a write waits for another program's lock before it is refused.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    // FULL: a commit returns after the disk has it, so an answered prediction survives power loss; NORMAL would not do that under WAL.
    // No checkpoints of their own: one checkpointer is a rule of this house (PredictionWriter), because SQLite before 3.51.3 can lose
    // pages when two meet.
    private const string WriterPragmas = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;";
    private const string ReaderPragmas = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;";

    public static string Writing(string file) => Text(file, SqliteOpenMode.ReadWrite);

    public static string Reading(string file) => Text(file, SqliteOpenMode.ReadOnly);

    /// <summary>Opens a connection that is not pooled, for who keeps it.</summary>
    /// <param name="file">The database.</param>
    /// <param name="create">Whether to make the file when it is missing: at start only, for one that vanishes later is a fault.</param>
    public static DbConnection OpenWriter(string file, bool create = false)
    {
        var mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(Text(file, mode)) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, WriterPragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this program only
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this program only
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static string Text(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        ForeignKeys = true,
        DefaultTimeout = (int)BusyTimeout.TotalSeconds,
    }.ToString();

    /// <summary>Sets the pragmas on every connection that EF opens, pooled ones too: they are cheap and a pool may hand out a new one.</summary>
    public sealed class Pragmas(bool writes) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            Execute(connection, writes ? WriterPragmas : ReaderPragmas);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Execute(connection, writes ? WriterPragmas : ReaderPragmas);
            return Task.CompletedTask;
        }
    }
}
