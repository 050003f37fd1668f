using System.Data.Common;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Privacy;

/// <summary>Removes the last traces of erased rows from the disk. SQLite overwrites each deleted row itself
/// (<see cref="SqliteConnections"/>); what remains is to empty the write-ahead log, and to search for copies that SQLite has
/// left.</summary>
internal static class SecureErase
{
    private const int Tries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    // Most copies are in this index, because its entries arrive in random order. It is rebuilt in seconds for millions of rows. Rewriting
    // the whole file takes ten times as long, and no prediction can be stored meanwhile.
    private static readonly string[] Rewrites = ["REINDEX ix_predictions_by_transaction", "PRAGMA temp_store=FILE; VACUUM"];

    /// <summary>Empties the write-ahead log.</summary>
    /// <returns>False if a reader blocked the log all the time.</returns>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public static async Task<bool> EmptyLogAsync(Database database, TimeProvider clock, CancellationToken cancel)
    {
        for (var tries = 1; !await WithWriterAsync(database, connection => WalCheckpoints.Empty(connection, database), cancel); tries++)
        {
            if (tries == Tries)
            {
                return false;
            }

            await Task.Delay(BetweenTries, clock, cancel);
        }

        return true;
    }

    /// <summary>Empties the write-ahead log, scans the file for erased rows, and rewrites the index or the whole file if it finds
    /// any.</summary>
    /// <returns>Whether no erased row is left.</returns>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public static async Task<bool> CompleteAsync(Database database, ErasedRowScanner scanner, TimeProvider clock, CancellationToken cancel)
    {
        var isEmpty = await EmptyLogAsync(database, clock, cancel);
        foreach (var rewrite in Rewrites)
        {
            // Outside the gate, because the scan takes about a second per gigabyte. Only the file handle is shared.
            var file = await WithWriterAsync(database, _ => database.OpenFile(), cancel);
            if (!isEmpty || !await Task.Run(() => scanner.IsFoundIn(file, cancel), cancel))
            {
                return isEmpty;
            }

            await WithWriterAsync(
                database,
                connection =>
                {
                    SqliteConnections.Execute(connection, rewrite);
                    return true;
                },
                cancel);
            isEmpty = await EmptyLogAsync(database, clock, cancel);
        }

        return isEmpty;
    }

    private static async Task<T> WithWriterAsync<T>(Database database, Func<DbConnection, T> work, CancellationToken cancel)
    {
        await database.WriteGate.WaitAsync(cancel);
        try
        {
            using var connection = database.OpenWriter();
            return await Task.Run(() => work(connection), cancel);
        }
        catch (DbException e) when (SqliteFaults.Find(e) is { } fault)
        {
            throw new StoreUnavailableException($"The erased data can't be overwritten: {SqliteFaults.Describe(fault)}.", e);
        }
        finally
        {
            database.WriteGate.Release();
        }
    }
}
