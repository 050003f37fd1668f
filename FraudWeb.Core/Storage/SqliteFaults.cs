using Microsoft.Data.Sqlite;

namespace FraudWeb.Core.Storage;

/// <summary>Explains SQLite's error codes (sqlite.org/rescode.html) to administrators.</summary>
internal static class SqliteFaults
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Misuse = 21;
    private const int Range = 25;
    private const int NotADatabase = 26;

    /// <summary>Returns the SQLite error inside an exception, if there is one.</summary>
    public static SqliteException? Find(Exception? e)
    {
        while (e is not null and not SqliteException)
        {
            e = e.InnerException;
        }

        return (SqliteException?)e;
    }

    /// <summary>Returns whether the rows violate a constraint, so that the database itself is fine.</summary>
    public static bool IsConstraint(Exception e) => Find(e)?.SqliteErrorCode == Constraint;

    /// <summary>Returns whether the statement or its values are wrong, so that a retry can't succeed.</summary>
    public static bool IsOurs(SqliteException e) => e.SqliteErrorCode is Error or Constraint or Mismatch or Misuse or Range;

    /// <summary>Returns the cause as a clause.</summary>
    public static string Describe(SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked => "another program holds its lock",
        ReadOnly => "it can't be written to",
        InputOutput => "the disk reports an error",
        Full => "the disk is full",
        CannotOpen => "it can't be opened",
        Corrupt or NotADatabase => "it is damaged, cut off or no SQLite database; restore it from a backup",
        _ => e.Message,
    };
}
