using System.Data.Common;
using System.Runtime.CompilerServices;
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
/// <param name="database">The database.</param>
/// <param name="chain">The hash chain.</param>
/// <param name="clock">The time source.</param>
/// <param name="logger">The program's log, which has every entry too.</param>
/// <param name="anchor">What the log is compared with outside of the database; null for none.</param>
public sealed partial class AuditLog(
    Database database, AuditChain chain, TimeProvider clock, ILogger<AuditLog> logger, StoreAnchor? anchor = null)
{
    private const int MaxTextLength = 500;
    private const int PageSize = 1_000;

    /// <summary>Compares the database with its anchor before anything is written, and records a loss that was accepted. Every program that
    /// opens a data folder calls it first.</summary>
    /// <exception cref="StorageException">The database has lost something, or the anchor was changed.</exception>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public Task OpenAnchorAsync(CancellationToken cancel = default) => anchor?.OpenAsync(this, cancel) ?? Task.CompletedTask;

    /// <summary>Appends an entry within the transaction of a write (see <see cref="Database.WriteAsync{T}"/>).</summary>
    /// <param name="context">The context of the write.</param>
    /// <param name="by">The actor.</param>
    /// <param name="action">The action, one of <see cref="AuditActions"/>.</param>
    /// <param name="target">The target.</param>
    /// <param name="detail">The details, in a few words; never a secret, a card number or a field of a transaction.</param>
    public void Append(FraudDbContext context, Caller by, string action, string? target = null, string? detail = null)
    {
        context.IsAudited = true;
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

    /// <summary>Verifies every entry and both ends of the log, and that the log was not set back. Each page is read in a snapshot of its
    /// own, so that a long log does not keep the write-ahead log from being emptied.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancel = default)
    {
        var verdict = await new AuditVerifier(database, chain).VerifyAsync(cancel);
        return verdict.Fault is null ? verdict with { Fault = anchor?.GetFault() } : verdict;
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
    internal AuditWriter Writer(DbConnection connection) => new(connection, chain, clock, anchor);

    /// <summary>Lets the anchor follow a commit that did not go through <see cref="Database.WriteAsync{T}"/>.</summary>
    internal void AdvanceAnchorSoon() => anchor?.AdvanceSoon();

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

    [LoggerMessage(Level = LogLevel.Information, Message = "{Event} by {Actor} on {Target} from {Address}: {Detail}")]
    private partial void LogEvent(string @event, string actor, string? target, string? detail, string? address);
}
