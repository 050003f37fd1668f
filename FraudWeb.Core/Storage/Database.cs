using System.Data.Common;
using System.Diagnostics;
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

    /// <summary>The time that a write waits before it fails: for other writes of this program and for another program's lock,
    /// together.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>The reason if a write of this program took too long.</summary>
    internal const string OtherWrite = "another write takes too long";

    private const string CheckpointsName = "fraudweb.checkpoints";
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private readonly DbContextOptions<FraudDbContext> _reading;
    private readonly DbContextOptions<FraudDbContext> _writing;
    private readonly Lock _checkpointing = new();
    private SafeFileHandle? _fileHandle;
    private IDisposable? _checkpoints;
    private long _askAgain;

    private Database(string directory, TimeSpan maxWait)
    {
        Directory = directory;
        File = Path.Combine(directory, FileName);
        Connections = new(File, maxWait);
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

    /// <summary>The empty file that the checkpointing process locks.</summary>
    internal string CheckpointsFile => Path.Combine(Directory, CheckpointsName);

    /// <summary>Whether the folder is opened even if a part of its data is missing.</summary>
    internal bool AcceptsLoss { get; private init; }

    /// <summary>What is missing, for the audit log; null if nothing is.</summary>
    internal string? AcceptedLoss { get; set; }

    /// <summary>Is called after each <see cref="WriteAsync{T}"/> that has appended to the audit log, before its caller continues.</summary>
    internal Action? Audited { get; set; }

    /// <summary>Serializes writers and checkpoints. SQLite allows one writer at a time anyway; with the gate they queue instead of
    /// polling.</summary>
    internal SemaphoreSlim WriteGate { get; } = new(1, 1);

    /// <summary>Whether the last write succeeded.</summary>
    internal StoreHealth Health { get; } = new();

    /// <summary>Opens the database of a data folder; creates folder and database if they do not exist, and migrates an older
    /// database.</summary>
    /// <param name="directory">The data folder.</param>
    /// <param name="acceptsLoss">Whether to open a folder that has lost its database or a part of it. The audit log records the loss
    /// (<see cref="Audit.AuditLog.OpenAnchorAsync"/>).</param>
    /// <exception cref="StorageException">The database can't be used, or a part of it is missing; the message is one line with the cause.
    /// Existing data is unchanged.</exception>
    public static Database Open(string directory, bool acceptsLoss = false) => Open(directory, MaxWait, acceptsLoss);

    internal static Database Open(string directory, TimeSpan maxWait, bool acceptsLoss = false)
    {
        var database = new Database(Path.GetFullPath(directory), maxWait) { AcceptsLoss = acceptsLoss };
        DatabaseStart.Prepare(database);
        return database;
    }

    /// <summary>Creates a read-only context without tracking. Dispose it after one operation.</summary>
    public FraudDbContext CreateDbContext() => new(_reading);

    /// <summary>Begins a read transaction: until its end, the context reads one snapshot.</summary>
    public static async Task<IAsyncDisposable> BeginReadAsync(FraudDbContext context, CancellationToken cancel = default)
    {
        await context.Database.OpenConnectionAsync(cancel);
        var snapshot = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(snapshot, cancel);
        return snapshot;
    }

    /// <summary>Runs a write in a transaction and commits it. No other write of this process runs meanwhile.</summary>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment, or was not within <see cref="MaxWait"/>.
    /// Nothing was stored.</exception>
    public async Task<T> WriteAsync<T>(Func<FraudDbContext, Task<T>> write, CancellationToken cancel = default)
    {
        var start = Stopwatch.GetTimestamp();
        if ((Health.WhyNot() ?? (await WriteGate.WaitAsync(Connections.MaxWait, cancel) ? null : OtherWrite)) is { } why)
        {
            throw StoreUnavailableException.Because(why);
        }

        T result;
        bool isAudited;
        try
        {
            if (Health.WhyNotSince(start) is { } meanwhile)
            {
                throw StoreUnavailableException.Because(meanwhile);
            }

            await using var context = CreateWriter();
            await context.Database.OpenConnectionAsync(cancel);
            SqliteConnections.Limit(context.Database.GetDbConnection(), Connections.MaxWait - Stopwatch.GetElapsedTime(start));
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            result = await write(context);
            await transaction.CommitAsync(cancel);
            isAudited = context.IsAudited;
            Health.Succeed();
        }
        catch (Exception e) when (SqliteFaults.Find(e) is { } fault && !SqliteFaults.IsConstraint(e))
        {
            Health.Fail(SqliteFaults.Describe(fault));
            throw StoreUnavailableException.Because(SqliteFaults.Describe(fault), e);
        }
        finally
        {
            WriteGate.Release();
        }

        if (isAudited)
        {
            Audited?.Invoke();
        }

        return result;
    }

    /// <summary>Tries to take the checkpoint lock. One process at a time holds it, until it ends, and moves the write-ahead log into the
    /// database (<see cref="SqliteConnections"/>). Returns whether this process holds the lock.</summary>
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

    /// <summary>Checks the integrity of the whole file.</summary>
    /// <returns>The damage, in one line; null if there is none.</returns>
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

    /// <summary>Opens the database file for reading; the caller holds <see cref="WriteGate"/>. The handle stays open, because closing it
    /// would release the locks that SQLite has on the file in this process.</summary>
    internal SafeFileHandle OpenFile() =>
        _fileHandle ??= System.IO.File.OpenHandle(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Creates a context that writes; the caller holds <see cref="WriteGate"/>.</summary>
    internal FraudDbContext CreateWriter() => new(_writing);

    /// <summary>Opens a connection that writes. The caller owns it, and holds <see cref="WriteGate"/> while writing.</summary>
    internal DbConnection OpenWriter() => Connections.OpenWriter();

    internal SqliteConnections Connections { get; }
}
