using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>What is to be told of a change in the audit log.</summary>
public sealed record AuditNote(Caller By, string Action, string? Detail = null);

/// <summary>The accounts. Every change is kept together with its audit entries.</summary>
public sealed class AccountRegistry(Database database, SessionRegistry sessions, AuditLog audit)
{
    /// <summary>An account by its number.</summary>
    public async Task<Account?> FindAsync(long id, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.FirstOrDefaultAsync(account => account.Id == id, cancel);
    }

    /// <summary>An account by its e-mail address in the form that is compared.</summary>
    public async Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.FirstOrDefaultAsync(account => account.NormalizedEmail == normalizedEmail, cancel);
    }

    /// <summary>All accounts, by their addresses.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.OrderBy(account => account.NormalizedEmail).ToListAsync(cancel);
    }

    /// <summary>Whether there is any account yet.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.AnyAsync(cancel);
    }

    /// <summary>Adds an account, which gets its number.</summary>
    /// <returns>False when its address is taken.</returns>
    public Task<bool> AddAsync(Account account, IEnumerable<AuditNote> notes, CancellationToken cancel = default) => database.WriteAsync(
        async context =>
        {
            if (await context.Accounts.AnyAsync(known => known.NormalizedEmail == account.NormalizedEmail))
            {
                return false;
            }

            context.Accounts.Add(account);
            await context.SaveChangesAsync();
            Tell(context, account, notes);
            return true;
        },
        cancel);

    /// <summary>Keeps a changed account.</summary>
    /// <returns>False when its address is another one's, or it is gone.</returns>
    public async Task<bool> UpdateAsync(Account account, IEnumerable<AuditNote> notes, CancellationToken cancel = default)
    {
        var kept = await database.WriteAsync(
            async context =>
            {
                if (await context.Accounts.AnyAsync(known => known.NormalizedEmail == account.NormalizedEmail && known.Id != account.Id)
                    || !await context.Accounts.AnyAsync(known => known.Id == account.Id))
                {
                    return false;
                }

                context.Accounts.Update(account);
                await context.SaveChangesAsync();
                Tell(context, account, notes);
                return true;
            },
            cancel);
        sessions.Forget();
        return kept;
    }

    /// <summary>Takes an account out with its sessions. What it did stays under its number, which nobody else gets.</summary>
    public async Task EraseAsync(Account account, IEnumerable<AuditNote> notes, CancellationToken cancel = default)
    {
        await database.WriteAsync(
            async context =>
            {
                Tell(context, account, notes);
                return await context.Accounts.Where(known => known.Id == account.Id).ExecuteDeleteAsync();
            },
            cancel);
        sessions.Forget();
    }

    private void Tell(FraudDbContext context, Account account, IEnumerable<AuditNote> notes)
    {
        foreach (var note in notes)
        {
            audit.Append(context, note.By, note.Action, Actor.Account(account.Id).ToString(), note.Detail);
        }
    }
}
