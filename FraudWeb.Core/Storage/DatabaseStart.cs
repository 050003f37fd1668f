using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Storage;

/// <summary>Prepares the database before anything else may use it: creates, migrates or rejects it, and never replaces it.</summary>
internal static class DatabaseStart
{
    private const string LockName = "fraudweb.lock";
    private const string ProbePrefix = ".probe-";
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public static void Prepare(Database database)
    {
        EnsureWritable(database.Directory);

        // If two programs start on one folder at once, the second waits until the first has migrated.
        using var alone = TakeLock(database.Directory);
        RefuseFolders(database);
        try
        {
            RemoveProbes(database.Directory);
            if (FindLoss(database) is { } loss)
            {
                database.AcceptedLoss = database.AcceptsLoss ? loss
                    : throw new StorageException(DatabaseLoss.Explain(database.File, loss));
            }

            Migrate(database);
        }
        catch (Exception e) when (SqliteFaults.Find(e) is { } fault)
        {
            throw new StorageException($"{database.File} can't be used: {SqliteFaults.Describe(fault)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{database.Directory} can't be used: {e.Message}", e);
        }
    }

    // SQLite itself rejects damaged and truncated files. A missing or emptied one, or a log that was cut, it would take for a fresh start
    // or for an earlier state.
    private static string? FindLoss(Database database)
    {
        if (DatabaseLoss.FindBeforeOpening(database.File) is { } loss)
        {
            return loss;
        }

        if (!File.Exists(database.File))
        {
            return null;
        }

        using var connection = database.Connections.OpenReader();
        DatabaseLoss.RefuseForeign(connection, database.File);
        RefuseNewer(connection, database);
        return DatabaseLoss.Find(connection, database.Directory);
    }

    private static void RefuseNewer(DbConnection connection, Database database)
    {
        using var context = database.CreateWriter();
        var known = context.Database.GetMigrations().ToList();
        if (Applied(connection).Find(id => !known.Contains(id)) is { } newer)
        {
            throw new StorageException(
                $"{database.File} was made by a newer version of FraudWeb (it has '{newer}'); run that version or a later one.");
        }
    }

    private static void Migrate(Database database)
    {
        CreateIfMissing(database.File);
        CreateIfMissing(database.CheckpointsFile);
        using var connection = database.Connections.OpenWriter();
        PrivateFiles.Restrict(database.Directory, "fraudweb.*");
        PrivateFiles.Restrict(Path.Combine(database.Directory, ModelFolder.Name), "*");

        // The mode is stored in the file, so it is not among the pragmas of each connection.
        if (SqliteConnections.Scalar(connection, "PRAGMA journal_mode=WAL") is not "wal")
        {
            throw new StorageException(
                $"{database.File} can't be used: this disk does not support write-ahead logging; put the data folder on a local disk.");
        }

        using var context = database.CreateWriter();
        if (Applied(connection).Count == context.Database.GetMigrations().Count())
        {
            return;
        }

        // A killed migration leaves its row here, and EF Core would wait for it forever. This process has the folder's lock, so the row is
        // stale.
        if (AnchorMarks.Exists(connection, "__EFMigrationsLock"))
        {
            SqliteConnections.Execute(connection, "DELETE FROM __EFMigrationsLock");
        }

        context.Database.Migrate();

        // The tables are in the database itself from the start. A database without them is then one whose log was lost.
        using var isAlone = SqliteConnections.Hold(database.CheckpointsFile);
        if (isAlone is not null)
        {
            SqliteConnections.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    // SQLite creates its own files next to it with the same permissions.
    private static void CreateIfMissing(string file)
    {
        if (!File.Exists(file))
        {
            PrivateFiles.Write(file, []);
        }
    }

    private static void RefuseFolders(Database database)
    {
        string[] files = [database.File, database.File + "-wal", database.File + "-shm", database.CheckpointsFile];
        if (Array.Find(files, Directory.Exists) is { } folder)
        {
            throw new StorageException($"{folder} is a folder, but must be a file; move it away, or name another data folder.");
        }
    }

    private static void EnsureWritable(string directory)
    {
        try
        {
            PrivateFiles.CreateFolder(directory);
            var probe = Path.Combine(directory, ProbePrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            try
            {
                File.WriteAllBytes(probe, [0]);
            }
            finally
            {
                // A full disk lets a file be made, but nothing be written into it.
                File.Delete(probe);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {directory} can't be written to: {e.Message}", e);
        }
    }

    // A process that was killed, or an older version on a full disk, may have left some behind.
    private static void RemoveProbes(string directory)
    {
        foreach (var probe in Directory.EnumerateFiles(directory, ProbePrefix + "*"))
        {
            File.Delete(probe);
        }
    }

    private static FileStream TakeLock(string directory)
    {
        var path = Path.Combine(directory, LockName);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return PrivateFiles.OpenAlone(path);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new StorageException($"{path} can't be written to: {e.Message}", e);
            }
            catch (IOException e) when (waited.Elapsed > LockTimeout)
            {
                throw new StorageException(
                    $"Another FraudWeb has been starting on {directory} for over {LockTimeout.TotalSeconds:0} s; stop it first.", e);
            }
            catch (IOException)
            {
                Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System).Wait();
            }
        }
    }

    private static List<string> Applied(DbConnection connection)
    {
        var ids = new List<string>();
        if (AnchorMarks.Exists(connection, "__EFMigrationsHistory"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                ids.Add(reader.GetString(0));
            }
        }

        return ids;
    }
}
