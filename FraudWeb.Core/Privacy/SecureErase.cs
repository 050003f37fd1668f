using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Privacy;

/// <summary>Removes the last traces of erased predictions from the disk: beside emptying the write-ahead log
/// (<see cref="ErasedLog"/>), it searches for copies that SQLite has left.</summary>
internal static class SecureErase
{
    // Most copies are in this index, because its entries arrive in random order. It is rebuilt in seconds for millions of rows. Rewriting
    // the whole file takes ten times as long, and no prediction can be stored meanwhile.
    private static readonly string[] Rewrites = ["REINDEX ix_predictions_by_transaction", "PRAGMA temp_store=FILE; VACUUM"];

    /// <summary>Empties the write-ahead log, scans the file for erased rows, and rewrites the index or the whole file if it finds
    /// any.</summary>
    /// <returns>Whether no erased row is left.</returns>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public static async Task<bool> CompleteAsync(Database database, ErasedRowScanner scanner, TimeProvider clock, CancellationToken cancel)
    {
        var isEmpty = await ErasedLog.EmptyAsync(database, clock, cancel);
        foreach (var rewrite in Rewrites)
        {
            // Outside the gate, because the scan takes about a second per gigabyte. Only the file handle is shared.
            var file = await ErasedLog.WithWriterAsync(database, _ => database.OpenFile(), cancel);
            if (!isEmpty || !await Task.Run(() => scanner.IsFoundIn(file, cancel), cancel))
            {
                return isEmpty;
            }

            await ErasedLog.WithWriterAsync(
                database,
                connection =>
                {
                    SqliteConnections.Execute(connection, rewrite);
                    return true;
                },
                cancel);
            isEmpty = await ErasedLog.EmptyAsync(database, clock, cancel);
        }

        return isEmpty;
    }
}
