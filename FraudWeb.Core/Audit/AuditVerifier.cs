using System.Globalization;
using System.Security.Cryptography;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Database = FraudWeb.Core.Storage.Database;

namespace FraudWeb.Core.Audit;

/// <summary>Walks through the chain of the audit log, page by page. Entries may be appended, and the oldest deleted by retention, between
/// two pages.</summary>
internal sealed class AuditVerifier(Database database, AuditChain chain)
{
    private const int PageSize = 1_000;

    private long _expected;
    private byte[] _before = [];
    private long _count;

    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancel)
    {
        var after = long.MinValue;
        while (true)
        {
            var (ends, page) = await ReadAsync(after, cancel);
            if (GetEndsFault(ends, page.Count > 0 || await HasAccountsAsync(cancel)) is { } broken)
            {
                return new(_count, broken);
            }

            if (ends is null)
            {
                return new(0, null);
            }

            if (ends.FirstId > _expected)
            {
                // The beginning of the log; or retention has deleted what was to be read next.
                (_expected, _before) = (ends.FirstId, ends.BaseHash);
            }

            foreach (var entry in page)
            {
                if (GetFault(entry) is { } fault)
                {
                    return new(_count, fault);
                }

                (_expected, _before, _count) = (entry.Id + 1, entry.Hash, _count + 1);
            }

            if (page.Count < PageSize)
            {
                return new(_count, GetEndFault(ends));
            }

            after = page[^1].Id;
        }
    }

    private async Task<(AuditEnds? Ends, List<AuditEntry> Page)> ReadAsync(long after, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        await using var snapshot = await Database.BeginReadAsync(context, cancel);
        return (await context.AuditEnds.FirstOrDefaultAsync(cancel),
            await context.Audit.Where(entry => entry.Id > after).OrderBy(entry => entry.Id).Take(PageSize).ToListAsync(cancel));
    }

    private async Task<bool> HasAccountsAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        return await context.HasAccountsAsync(cancel);
    }

    private string? GetEndsFault(AuditEnds? ends, bool isInUse) =>
        ends is null ? (isInUse ? "The seal of the audit log is missing, although there are entries or accounts." : null)
        : chain.IsSealed(ends) ? null
        : "The seal over the ends of the audit log is broken: the ends were changed, or the audit key is a different one.";

    private string? GetFault(AuditEntry entry)
    {
        if (entry.Id != _expected)
        {
            var what = entry.Id > _expected ? "is missing" : "was added";
            return string.Create(CultureInfo.InvariantCulture,
                $"Entry {Math.Min(entry.Id, _expected)} {what}; the one read in its place is {entry.Id}.");
        }

        if (!CryptographicOperations.FixedTimeEquals(chain.HashOf(_before, entry), entry.Hash))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Entry {entry.Id} was changed or added, or follows one that was deleted.");
        }

        return entry.Action != AuditActions.Tampered ? null : string.Create(CultureInfo.InvariantCulture,
            $"Before entry {entry.Id} the ends of the log were changed or deleted: they are not as they were written.");
    }

    private string? GetEndFault(AuditEnds ends) => _expected != ends.LastId + 1
        ? string.Create(CultureInfo.InvariantCulture, $"Entries {_expected} to {ends.LastId} are missing.")
        : !_before.AsSpan().SequenceEqual(ends.LastHash) ? "The last entry is not the one that was written last."
        : null;
}
