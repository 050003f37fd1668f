using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Win32.SafeHandles;

namespace FraudWeb.Core.Storage;

/// <summary>The one SQLite database in the data folder. Contexts made by <see cref="CreateDbContext"/> only read; writes go through
/// <see cref="WriteAsync{T}"/> or the prediction log, one at a time.</summary>
public sealed class Database : IDbContextFactory<FraudDbContext>, IDisposable
{
    /// <summary>The name of the database in the data folder.</summary>
    public const string FileName = "fraudweb.db";

    /// <summary>How long a write waits for another program's lock before it is refused.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private const string CheckpointsName = "fraudweb.checkpoints";
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private readonly DbContextOptions<FraudDbContext> _reading;
    private readonly DbContextOptions<FraudDbContext> _writing;
    private readonly Lock _checkpointing = new();
    private SafeFileHandle? _fileHandle;
    private IDisposable? _checkpoints;
    private long _askAgain;

    private Database(string directory, TimeSpan busyTimeout)
    {
        Directory = directory;
        File = Path.Combine(directory, FileName);
        Connections = new(File, busyTimeout);
        _reading = new DbContextOptionsBuilder<FraudDbContext>()
            .UseSqlite(Connections.Reading)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(Connections.PragmasOf(writes: false))
            .Options;
        _writing = new DbContextOptionsBuilder<FraudDbContext>()
            .UseSqlite(Connections.Writing)
            .AddInterceptors(Connections.PragmasOf(writes: true))
            .Options;
    }

    /// <summary>The data folder, as a full path.</summary>
    public string Directory { get; }

    /// <summary>The database file, as a full path.</summary>
    public string File { get; }

    /// <summary>What the process holds that checkpoints; empty.</summary>
    internal string CheckpointsFile => Path.Combine(Directory, CheckpointsName);

    /// <summary>Held by whoever writes or checkpoints: SQLite takes one writer at a time anyway, and this way they queue instead of polling.</summary>
    internal SemaphoreSlim WriteGate { get; } = new(1, 1);

    /// <summary>Opens the database of a data folder; makes folder and database when they are not there, and brings an older one up to date.</summary>
    /// <exception cref="StorageException">It can't be used: one line with the cause. Nothing that was there has been changed.</exception>
    public static Database Open(string directory) => Open(directory, BusyTimeout);

    internal static Database Open(string directory, TimeSpan busyTimeout)
    {
        var database = new Database(Path.GetFullPath(directory), busyTimeout);
        DatabaseStart.Prepare(database);
        return database;
    }

    /// <summary>A context that only reads and tracks nothing. Dispose it after one operation.</summary>
    public FraudDbContext CreateDbContext() => new(_reading);

    /// <summary>Begins a reading transaction: what the context reads until its end is of one moment.</summary>
    public static async Task<IAsyncDisposable> BeginReadAsync(FraudDbContext context, CancellationToken cancel = default)
    {
        await context.Database.OpenConnectionAsync(cancel);
        var snapshot = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(snapshot, cancel);
        return snapshot;
    }

    /// <summary>Runs one write in a transaction, which is committed when it returns; no other write of this program runs meanwhile.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be written to now; nothing was kept.</exception>
    public async Task<T> WriteAsync<T>(Func<FraudDbContext, Task<T>> write, CancellationToken cancel = default)
    {
        await WriteGate.WaitAsync(cancel);
        try
        {
            await using var context = CreateWriter();
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            var result = await write(context);
            await transaction.CommitAsync(cancel);
            return result;
        }
        catch (Exception e) when (SqliteFaults.Find(e) is { } fault && !SqliteFaults.IsConstraint(e))
        {
            throw new StoreUnavailableException($"The database can't be written to: {SqliteFaults.Describe(fault)}.", e);
        }
        finally
        {
            WriteGate.Release();
        }
    }

    /// <summary>Whether this process brings the write-ahead log into the database: one does at a time, until it ends (<see cref="SqliteConnections"/>).
    /// The first that asks is it.</summary>
    public bool TryBecomeCheckpointer()
    {
        lock (_checkpointing)
        {
            if (_checkpoints is null && Environment.TickCount64 >= _askAgain)
            {
                _checkpoints = SqliteConnections.Hold(CheckpointsFile);
                _askAgain = Environment.TickCount64 + (long)AskAgain.TotalMilliseconds;
            }

            return _checkpoints is not null;
        }
    }

    /// <summary>Looks at the whole file.</summary>
    /// <returns>What is damaged, in one line; null when nothing is.</returns>
    public string? GetIntegrityError()
    {
        try
        {
            using var connection = OpenWriter();
            var verdict = SqliteConnections.Scalar(connection, "PRAGMA integrity_check(1)") as string;
            return verdict == "ok" ? null : $"{verdict?.ReplaceLineEndings(" ")}; restore it from a backup";
        }
        catch (SqliteException e)
        {
            return SqliteFaults.Describe(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var text in (string[])[Connections.Reading, Connections.Writing])
        {
            using var connection = new SqliteConnection(text);
            SqliteConnection.ClearPool(connection);
        }

        _fileHandle?.Dispose();
        _checkpoints?.Dispose();
        WriteGate.Dispose();
    }

    /// <summary>The database file, to be looked into by whoever holds <see cref="WriteGate"/>. It stays open: closing it would drop the locks that SQLite
    /// holds on it in this process.</summary>
    internal SafeFileHandle OpenFile() =>
        _fileHandle ??= System.IO.File.OpenHandle(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>A context that writes; its user holds <see cref="WriteGate"/>.</summary>
    internal FraudDbContext CreateWriter() => new(_writing);

    /// <summary>A connection that writes and is kept by its user, who holds <see cref="WriteGate"/> while writing.</summary>
    internal DbConnection OpenWriter() => Connections.OpenWriter();

    internal SqliteConnections Connections { get; }
}
