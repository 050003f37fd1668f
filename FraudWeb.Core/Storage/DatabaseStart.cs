using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Storage;

/// <summary>Prepares the database before anything else may use it: creates, migrates or rejects it, and never replaces it.</summary>
internal static class DatabaseStart
{
    private const string LockName = "fraudweb.lock";
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public static void Prepare(Database database)
    {
        EnsureWritable(database.Directory);

        // If two programs start on one folder at once, the second waits until the first has migrated.
        using var alone = TakeLock(database.Directory);
        RefuseRemains(database.File);
        try
        {
            Migrate(database);
        }
        catch (Exception e) when (SqliteFaults.Find(e) is { } fault)
        {
            throw new StorageException($"{database.File} can't be used: {SqliteFaults.Describe(fault)}.", e);
        }
    }

    private static void Migrate(Database database)
    {
        if (!File.Exists(database.File))
        {
            // SQLite creates its own files next to it with the same permissions.
            PrivateFiles.Write(database.File, []);
        }

        using var connection = database.Connections.OpenWriter();
        RefuseForeign(connection, database.File);
        if (!File.Exists(database.CheckpointsFile))
        {
            PrivateFiles.Write(database.CheckpointsFile, []);
        }

        PrivateFiles.Restrict(database.Directory, "fraudweb.*");
        PrivateFiles.Restrict(Path.Combine(database.Directory, ModelFolder.Name), "*");

        // The mode is stored in the file, so it is not among the pragmas of each connection.
        if (SqliteConnections.Scalar(connection, "PRAGMA journal_mode=WAL") is not "wal")
        {
            throw new StorageException(
                $"{database.File} can't be used: this disk does not support write-ahead logging; put the data folder on a local disk.");
        }

        using var context = database.CreateWriter();
        var known = context.Database.GetMigrations().ToList();
        var applied = Applied(connection);
        if (applied.Find(id => !known.Contains(id)) is { } newer)
        {
            throw new StorageException(
                $"{database.File} was made by a newer version of FraudWeb (it has '{newer}'); run that version or a later one.");
        }

        if (applied.Count < known.Count)
        {
            // A killed migration leaves its row here, and EF Core would wait for it forever. This process has the folder's lock, so the
            // row is stale.
            if (Exists(connection, "__EFMigrationsLock"))
            {
                SqliteConnections.Execute(connection, "DELETE FROM __EFMigrationsLock");
            }

            context.Database.Migrate();
        }
    }

    private static void EnsureWritable(string directory)
    {
        try
        {
            PrivateFiles.CreateFolder(directory);
            var probe = Path.Combine(directory, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {directory} can't be written to: {e.Message}", e);
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

    // SQLite itself rejects damaged and truncated files, but it would treat these two cases as a fresh start. The file is not opened,
    // because closing it would release this process's locks on it, should it be in use.
    private static void RefuseRemains(string file)
    {
        var database = new FileInfo(file);
        if (!database.Exists && File.Exists(file + "-wal"))
        {
            throw new StorageException(
                $"{file} is missing, but its write-ahead log is there; restore the file from a backup, or move the log away to start "
                + "empty.");
        }

        // Without models, an empty file is what a first start leaves behind if it is killed right away.
        if (database is { Exists: true, Length: 0 } && HasModels(database.DirectoryName!))
        {
            throw new StorageException(
                $"{file} is empty, but models are registered; restore it from a backup, or move the models away to start empty.");
        }
    }

    private static bool HasModels(string directory) =>
        Path.Combine(directory, ModelFolder.Name) is var models && Directory.Exists(models) && Directory.EnumerateFiles(models).Any();

    private static void RefuseForeign(DbConnection connection, string file)
    {
        if (!Exists(connection, "__EFMigrationsHistory")
            && Convert.ToInt64(SqliteConnections.Scalar(connection,
            "SELECT COUNT(*) FROM sqlite_master WHERE name NOT LIKE '\\_\\_EF%' ESCAPE '\\'"), CultureInfo.InvariantCulture) > 0)
        {
            throw new StorageException($"{file} is a database of another program; name another data folder.");
        }
    }

    private static bool Exists(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $name";
        command.Parameters.Add(new SqliteParameter("$name", table));
        return command.ExecuteScalar() is not null;
    }

    private static List<string> Applied(DbConnection connection)
    {
        var ids = new List<string>();
        if (Exists(connection, "__EFMigrationsHistory"))
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
