using System.Data.Common;

namespace FraudWeb.Core.Storage;

/// <summary>Removes deleted rows from the write-ahead log. SQLite overwrites a deleted row in the database itself
/// (<see cref="SqliteConnections"/>), but earlier states of its page stay in the log until the log is emptied. Whatever deletes personal
/// data comes here afterwards.</summary>
internal static class ErasedLog
{
    private const int Tries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    /// <summary>Empties the log.</summary>
    /// <returns>False if a reader blocked the log all the time, or another process has the checkpoint lock.</returns>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public static async Task<bool> EmptyAsync(Database database, TimeProvider clock, CancellationToken cancel)
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

    /// <summary>Empties the log after rows were deleted. They are deleted in any case, so a failure is no failure of the deletion: the
    /// log is then emptied when nothing has been written for a minute.</summary>
    /// <returns>Whether the log was emptied.</returns>
    public static async Task<bool> TryEmptyAsync(Database database, TimeProvider clock)
    {
        try
        {
            return await EmptyAsync(database, clock, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Runs work on a connection of its own, while no other write of this process runs.</summary>
    public static async Task<T> WithWriterAsync<T>(Database database, Func<DbConnection, T> work, CancellationToken cancel)
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
