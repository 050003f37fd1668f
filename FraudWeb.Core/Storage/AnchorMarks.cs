using System.Data.Common;
using System.Globalization;
using FraudWeb.Core.Audit;
using Microsoft.Data.Sqlite;

namespace FraudWeb.Core.Storage;

/// <summary>How far a database has come. Retention and erasures delete rows, but no mark ever falls.</summary>
/// <param name="Store">The random id of the database, in hex; empty if an older version made it.</param>
/// <param name="Schema">The newest migration.</param>
/// <param name="LastAudit">The number of the last audit entry; 0 for none.</param>
/// <param name="LastAuditHash">Its hash, in hex.</param>
/// <param name="Predictions">The number of predictions that were ever stored: the sum of the hourly counts, which nothing
/// deletes.</param>
internal sealed record AnchorMarks(string Store, string Schema, long LastAudit, string LastAuditHash, long Predictions)
{
    private const string Header = "fraudweb-anchor 1";
    private const string MigrationsSql = "SELECT max(MigrationId) FROM __EFMigrationsHistory";
    private const string StoreSql = "SELECT hex(id) FROM store";
    private const string CountSql = "SELECT sum(count) FROM rollups WHERE dimension = 'total'";

    /// <summary>Whether anything was stored.</summary>
    public bool HasData => Predictions > 0 || LastAudit > 0;

    /// <summary><c>1,204 predictions and 17 audit entries</c>.</summary>
    public string Contents => Describe(Predictions, LastAudit) ?? "nothing";

    /// <summary>Reads the marks of a database of any version; one without tables has none.</summary>
    public static AnchorMarks Of(DbConnection connection) => Of(connection, Ends(connection));

    /// <summary>Reads the marks of a database whose audit log has these ends.</summary>
    public static AnchorMarks Of(DbConnection connection, AuditEnds? ends) => new(
        Value(connection, "store", StoreSql) as string ?? "",
        Value(connection, "__EFMigrationsHistory", MigrationsSql) as string ?? "",
        ends?.LastId ?? 0,
        Convert.ToHexString(ends?.LastHash ?? []),
        Value(connection, "rollups", CountSql) as long? ?? 0);

    /// <summary>Reads the ends of the audit log.</summary>
    public static AuditEnds? Ends(DbConnection connection)
    {
        if (!Exists(connection, "audit_ends"))
        {
            return null;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT first_id, base_hash, last_id, last_hash, seal FROM audit_ends WHERE id = 1";
        using var reader = command.ExecuteReader();
        return !reader.Read() ? null : new()
        {
            FirstId = reader.GetInt64(0),
            BaseHash = reader.GetFieldValue<byte[]>(1),
            LastId = reader.GetInt64(2),
            LastHash = reader.GetFieldValue<byte[]>(3),
            Seal = reader.GetFieldValue<byte[]>(4),
        };
    }

    /// <summary>Parses the text of <see cref="ToString"/>; what follows it is left to the caller.</summary>
    /// <returns>Null if it is not such a text.</returns>
    public static AnchorMarks? Parse(string text) =>
        text.Split('\n') is [Header, var store, var schema, var audit, var hash, var predictions, ..]
        && TryValue(store, "store ", out var id) && TryValue(schema, "schema ", out var migration)
        && TryValue(audit, "audit ", out var last) && TryNumber(last, out var lastAudit)
        && TryValue(hash, "hash ", out var lastHash)
        && TryValue(predictions, "predictions ", out var count) && TryNumber(count, out var stored)
            ? new(id, migration, lastAudit, lastHash, stored)
            : null;

    /// <summary>Returns what a database has lost since it had these marks.</summary>
    /// <param name="connection">The database; it is only read.</param>
    /// <returns>A clause whose subject is the database file; null if nothing is missing.</returns>
    public string? GetLoss(DbConnection connection)
    {
        // No loss can be seen while others write: what the anchor says was in the database before, and its marks only rise.
        var ends = Ends(connection);
        var now = Of(connection, ends);
        var missing = Describe(Predictions - now.Predictions, LastAudit - now.LastAudit);
        if (now.Schema.Length == 0)
        {
            return HasData ? $"is empty, but {Contents} were stored in it" : "is empty, but it was set up before";
        }

        if (now.Store.Length > 0 && now.Store != Store)
        {
            return $"is not the database that belongs to this folder{(missing is null ? "" : $", and has {missing} less")}";
        }

        if (missing is not null)
        {
            return $"is older than its anchor, or was cut: {missing} that were stored are missing";
        }

        return string.CompareOrdinal(now.Schema, Schema) < 0
            ? $"is older than its anchor: it is at the schema {now.Schema}, and was at {Schema}"
            : GetAuditLoss(connection, ends);
    }

    /// <summary>Returns the text that is stored and sealed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Header}\nstore {Store}\nschema {Schema}\naudit {LastAudit}\nhash {LastAuditHash}\npredictions {Predictions}\n");

    internal static bool Exists(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $name";
        command.Parameters.Add(new SqliteParameter("$name", table));
        return command.ExecuteScalar() is not null;
    }

    // The log may have been set back and then have grown past the anchor: its entry of that number is another one then. Retention may
    // have deleted it.
    private string? GetAuditLoss(DbConnection connection, AuditEnds? ends)
    {
        if (ends is null || LastAudit < ends.FirstId)
        {
            return null;
        }

        var hash = LastAudit == ends.LastId ? ends.LastHash : HashOf(connection, LastAudit);
        return hash is not null && Convert.ToHexString(hash) == LastAuditHash ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"does not have the audit entry {LastAudit} that was written: the audit log was set back");
    }

    private static byte[]? HashOf(DbConnection connection, long id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hash FROM audit WHERE id = $id";
        command.Parameters.Add(new SqliteParameter("$id", id));
        return command.ExecuteScalar() as byte[];
    }

    private static string? Describe(long predictions, long entries) =>
        (Count(predictions, "prediction", "predictions"), Count(entries, "audit entry", "audit entries")) switch
        {
            (null, null) => null,
            ({ } rows, { } log) => $"{rows} and {log}",
            var (rows, log) => rows ?? log,
        };

    private static string? Count(long count, string one, string many) =>
        count <= 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    private static object? Value(DbConnection connection, string table, string sql) =>
        Exists(connection, table) ? SqliteConnections.Scalar(connection, sql) : null;

    private static bool TryValue(string line, string name, out string value)
    {
        value = line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : "";
        return line.StartsWith(name, StringComparison.Ordinal);
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
