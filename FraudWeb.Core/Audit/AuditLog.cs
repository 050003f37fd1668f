using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Database = FraudWeb.Core.Storage.Database;

namespace FraudWeb.Core.Audit;

/// <summary>The append-only log of actions, with actor, target, time and address. Entries are chained by their hashes, and
/// <see cref="VerifyAsync"/> detects any that was changed, added or deleted by other means.</summary>
public sealed partial class AuditLog(Database database, AuditChain chain, TimeProvider clock, ILogger<AuditLog> logger)
{
    private const int MaxTextLength = 500;
    private const int PageSize = 1_000;

    /// <summary>Appends an entry within the transaction of a write (see <see cref="Database.WriteAsync{T}"/>).</summary>
    /// <param name="context">The context of the write.</param>
    /// <param name="by">The actor.</param>
    /// <param name="action">The action, one of <see cref="AuditActions"/>.</param>
    /// <param name="target">The target.</param>
    /// <param name="detail">The details, in a few words; never a secret, a card number or a field of a transaction.</param>
    public void Append(FraudDbContext context, Caller by, string action, string? target = null, string? detail = null)
    {
        using var writer = Writer(context.Database.GetDbConnection());
        Append(writer, context.Database.CurrentTransaction!.GetDbTransaction(), by, action, target, detail);
    }

    /// <summary>Appends an entry in its own transaction.</summary>
    /// <exception cref="StoreUnavailableException">The entry could not be written.</exception>
    public Task AppendAsync(Caller by, string action, string? target = null, string? detail = null, CancellationToken cancel = default) =>
        database.WriteAsync(
            context =>
            {
                Append(context, by, action, target, detail);
                return Task.FromResult(true);
            },
            cancel);

    /// <summary>Logs a security event to the program's log only. It is for events that anybody can cause in any number: audit entries of
    /// them could fill the disk.</summary>
    public void LogSecurityEvent(Caller by, string action, string? target = null, string? detail = null) =>
        LogEvent(action, by.Actor.ToString(), Short(target), Short(detail), by.Address);

    /// <summary>Gets entries, newest first.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="limit">The maximum number of entries, 1 to 1,000.</param>
    /// <param name="cancel">Cancels the call.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(AuditFilter filter, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageSize);
        await using var context = database.CreateDbContext();
        var entries = context.Audit.AsQueryable();
        entries = filter.Actor is { } actor ? entries.Where(entry => entry.Actor == actor) : entries;
        entries = filter.Action is { } action ? entries.Where(entry => entry.Action == action) : entries;
        entries = filter.Target is { } target ? entries.Where(entry => entry.Target == target) : entries;
        entries = filter.Before is { } before ? entries.Where(entry => entry.Id < before) : entries;
        return await entries.OrderByDescending(entry => entry.Id).Take(limit).ToListAsync(cancel);
    }

    /// <summary>Reads all entries, oldest first, page by page.</summary>
    public async IAsyncEnumerable<AuditEntry> StreamAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        await foreach (var entry in StreamAsync(context, cancel))
        {
            yield return entry;
        }
    }

    /// <summary>Verifies every entry and both ends of the log, in one snapshot.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        await using var snapshot = await Database.BeginReadAsync(context, cancel);
        if (await context.AuditEnds.FirstOrDefaultAsync(cancel) is not { } ends)
        {
            var isInUse = await context.Audit.AnyAsync(cancel) || await context.HasAccountsAsync(cancel);
            return new(0, isInUse ? "The seal of the audit log is missing, although there are entries or accounts." : null);
        }

        if (!chain.IsSealed(ends))
        {
            return new(0, "The seal over the ends of the audit log is broken: the ends were changed, or the audit key is a different one.");
        }

        var (expected, before, count) = (ends.FirstId, ends.BaseHash, 0L);
        await foreach (var entry in StreamAsync(context, cancel))
        {
            if (entry.Id != expected)
            {
                return new(count, string.Create(CultureInfo.InvariantCulture,
                    $"Entry {Math.Min(entry.Id, expected)} {(entry.Id > expected ? "is missing" : "was added")}; the one read in its place "
                        + $"is {entry.Id}."));
            }

            var hash = chain.HashOf(before, entry);
            if (!CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
            {
                return new(count, string.Create(CultureInfo.InvariantCulture,
                    $"Entry {entry.Id} was changed or added, or follows one that was deleted."));
            }

            if (entry.Action == AuditActions.Tampered)
            {
                return new(count, string.Create(CultureInfo.InvariantCulture,
                    $"Before entry {entry.Id} the ends of the log were changed or deleted: they are not as they were written."));
            }

            (expected, before, count) = (expected + 1, hash, count + 1);
        }

        return expected != ends.LastId + 1 ? new(count, string.Create(CultureInfo.InvariantCulture,
            $"Entries {expected} to {ends.LastId} are missing."))
            : !before.AsSpan().SequenceEqual(ends.LastHash) ? new(count, "The last entry is not the one that was written last.")
            : new(count, null);
    }

    /// <summary>Counts the entries that <see cref="DeleteBeforeAsync"/> would delete in total.</summary>
    internal static async Task<long> CountBeforeAsync(FraudDbContext context, DateTimeOffset moment, CancellationToken cancel) =>
        await LastBeforeAsync(context, moment, cancel) is { } last
            ? 1 + last - await context.Audit.MinAsync(entry => entry.Id, cancel)
            : 0;

    /// <summary>Deletes entries that are older than a moment, oldest first, up to the first one that is younger: if the clock was behind
    /// for a while, entries with an old date follow younger ones. The newest entry is never deleted.</summary>
    /// <param name="context">The context of the write.</param>
    /// <param name="moment">Entries at or after this moment are not deleted.</param>
    /// <param name="max">The maximum number of entries to delete.</param>
    /// <returns>The number of entries that were deleted.</returns>
    internal async Task<int> DeleteBeforeAsync(FraudDbContext context, DateTimeOffset moment, int max = int.MaxValue)
    {
        if (await LastBeforeAsync(context, moment, default) is not { } last)
        {
            return 0;
        }

        // The numbers have no gaps.
        var end = Math.Min(last, await context.Audit.MinAsync(entry => entry.Id) + max - 1);
        var newBase = await context.Audit.AsNoTracking().FirstAsync(entry => entry.Id == end);
        using var writer = Writer(context.Database.GetDbConnection());
        return !writer.BeginAfter(context.Database.CurrentTransaction!.GetDbTransaction(), newBase)
            ? 0
            : await context.Audit.Where(entry => entry.Id <= end).ExecuteDeleteAsync();
    }

    /// <summary>Creates a writer for a connection that the caller owns.</summary>
    internal AuditWriter Writer(DbConnection connection) => new(connection, chain, clock);

    internal void Append(AuditWriter writer, DbTransaction transaction, Caller by, string action, string? target, string? detail)
    {
        foreach (var entry in writer.Append(transaction, by, action, Short(target), Short(detail)))
        {
            LogEvent(entry.Action, entry.Actor, entry.Target, entry.Detail, entry.Address);
        }
    }

    private static async Task<long?> LastBeforeAsync(FraudDbContext context, DateTimeOffset moment, CancellationToken cancel)
    {
        var stays = await context.Audit.Where(entry => entry.At >= moment).OrderBy(entry => entry.Id)
            .Select(entry => (long?)entry.Id).FirstOrDefaultAsync(cancel) ?? await context.Audit.MaxAsync(entry => (long?)entry.Id, cancel);
        return await context.Audit.AnyAsync(entry => entry.Id < stays, cancel) ? stays - 1 : null;
    }

    // Names and notes are typed by people, so they may contain a card number.
    private static string? Short(string? text) =>
        text is null ? null : CardNumbers.Mask(text) is var masked && masked.Length <= MaxTextLength ? masked : masked[..MaxTextLength];

    private static async IAsyncEnumerable<AuditEntry> StreamAsync(FraudDbContext context, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = long.MinValue;
        while (true)
        {
            var page = await context.Audit.Where(entry => entry.Id > after).OrderBy(entry => entry.Id).Take(PageSize).ToListAsync(cancel);
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Event} by {Actor} on {Target} from {Address}: {Detail}")]
    private partial void LogEvent(string @event, string actor, string? target, string? detail, string? address);
}
