using System.Data.Common;
using System.Globalization;

namespace FraudWeb.Core.Storage;

/// <summary>Finds out whether a data folder has lost its database or a part of it, before anything is written. A folder that was used
/// before is recognized by files outside the database: models, keys and the anchor. Absence alone is no first start.</summary>
internal static class DatabaseLoss
{
    private const string OtherTablesSql = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '\\_\\_EF%' ESCAPE '\\'";

    /// <summary>Returns what is missing, and what to do.</summary>
    public static string Explain(string file, string loss) =>
        $"{file} {loss}. Restore it with its -wal file from a backup, or start once with 'FraudWeb serve --accept-loss', which records the "
        + "loss in the audit log and goes on with what is there.";

    /// <summary>Looks at the files only. Nothing is opened, because closing a file would release this process's locks on it, should it be
    /// in use.</summary>
    /// <returns>A clause whose subject is the database file; null if nothing is missing as far as can be seen.</returns>
    /// <exception cref="StorageException">The write-ahead log is there without its database.</exception>
    public static string? FindBeforeOpening(string file)
    {
        var (database, log) = (new FileInfo(file), new FileInfo(file + "-wal"));
        if (!database.Exists && log is { Exists: true, Length: > 0 })
        {
            throw new StorageException(
                $"{file} is missing, but its write-ahead log is there; restore the file from a backup, or move the log away to start "
                + "empty.");
        }

        // Without such files, an empty database is what a first start leaves behind if it is killed right away.
        return database is { Exists: true, Length: > 0 } || Remains(database.DirectoryName!) is not { } remains ? null
            : $"is {(database.Exists ? "empty" : "missing")}, but {remains}";
    }

    /// <summary>Compares a database with the folder that it is in. The connection only reads, and so leaves the log as it is: otherwise
    /// closing it would move into the database what is left of a log that was cut.</summary>
    /// <returns>A clause whose subject is the database file; null if nothing is missing.</returns>
    public static string? Find(DbConnection connection, string directory)
    {
        var file = new AnchorFile(directory);
        if (file.Read() is { } text)
        {
            // The key is not known yet. As soon as it is, the seal is verified (StoreAnchor).
            return AnchorMarks.Parse(text) is { } anchor ? anchor.GetLoss(connection)
                : $"can't be compared with its anchor: {file.Path} is damaged";
        }

        // The folder is that of an older version, or was never used.
        var isEmpty = Convert.ToInt64(SqliteConnections.Scalar(connection, OtherTablesSql), CultureInfo.InvariantCulture) == 0;
        return isEmpty && Remains(directory) is { } remains ? $"is empty, but {remains}" : null;
    }

    /// <summary>Refuses a database with tables of another program only.</summary>
    public static void RefuseForeign(DbConnection connection, string file)
    {
        if (!AnchorMarks.Exists(connection, "__EFMigrationsHistory")
            && Convert.ToInt64(SqliteConnections.Scalar(connection, OtherTablesSql), CultureInfo.InvariantCulture) > 0)
        {
            throw new StorageException($"{file} is a database of another program; name another data folder.");
        }
    }

    private static string? Remains(string directory)
    {
        var (models, keys) = (ModelFolder.HasFiles(directory), KeyFolder.IsUsed(directory));
        if (!models && !keys)
        {
            return null;
        }

        var what = $"this folder has {(models && keys ? "models and keys" : models ? "models" : "keys")}";
        var text = new AnchorFile(directory).Read();
        return text is not null && AnchorMarks.Parse(text) is { HasData: true } anchor
            ? $"{what}, and {anchor.Contents} were stored"
            : what;
    }
}
