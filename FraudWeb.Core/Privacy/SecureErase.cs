using System.Data.Common;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Privacy;

/// <summary>Sees to it that what was erased is on the disk no more. Each deletion is overwritten by SQLite itself (<see cref="SqliteConnections"/>); what is
/// left to do is to empty the write-ahead log, and to look for copies that SQLite has left.</summary>
internal static class SecureErase
{
    private const int Tries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    // Most copies are left in this index, whose entries come in any order. Its rebuild is a matter of seconds for millions of rows; to write the whole
    // file anew takes ten times as long, and no prediction can be kept meanwhile.
    private static readonly string[] Rewrites = ["REINDEX ix_predictions_by_transaction", "PRAGMA temp_store=FILE; VACUUM"];

    /// <summary>Empties the write-ahead log.</summary>
    /// <returns>False when somebody who reads has held it up all the time.</returns>
    /// <exception cref="StoreUnavailableException">The database can't be written to now.</exception>
    public static async Task<bool> EmptyLogAsync(Database database, CancellationToken cancel)
    {
        for (var tries = 1; !await WithWriterAsync(database, connection => WalCheckpoints.Empty(connection, database), cancel); tries++)
        {
            if (tries == Tries)
            {
                return false;
            }

            await Task.Delay(BetweenTries, cancel);
        }

        return true;
    }

    /// <summary>Empties the write-ahead log, looks into the file for what was erased, and writes as much of it anew as that takes.</summary>
    /// <returns>Whether nothing of it is left.</returns>
    /// <exception cref="StoreUnavailableException">The database can't be written to now.</exception>
    public static async Task<bool> CompleteAsync(Database database, ErasedRowScanner scanner, CancellationToken cancel)
    {
        var isEmpty = await EmptyLogAsync(database, cancel);
        foreach (var rewrite in Rewrites)
        {
            // Not under the gate: it takes a second for each gigabyte or so. Only that the file is open is everybody's.
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
            isEmpty = await EmptyLogAsync(database, cancel);
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
            throw new StoreUnavailableException($"What was erased can't be written over: {SqliteFaults.Describe(fault)}.", e);
        }
        finally
        {
            database.WriteGate.Release();
        }
    }
}
