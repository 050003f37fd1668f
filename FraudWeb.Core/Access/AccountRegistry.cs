using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

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
            AppendNotes(context, account, notes);
            return true;
        },
        cancel);

    /// <summary>Changes an account as it is at that moment, whatever was read before: what others have changed meanwhile stays changed.</summary>
    /// <param name="account">Which one; afterwards it is as it is kept.</param>
    /// <param name="change">Changes it, and says what is to be told of it; null when it is to stay as it is. Nobody else writes meanwhile, so it must be quick.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>False when nothing was changed: it is gone, is to stay, or would have another one's address.</returns>
    public async Task<bool> ChangeAsync(Account account, Func<Account, IEnumerable<AuditNote>?> change, CancellationToken cancel = default)
    {
        var changed = await database.WriteAsync(
            async context =>
            {
                var entry = context.Accounts.Attach(account);
                await entry.ReloadAsync();
                if (entry.State == EntityState.Detached)
                {
                    return false;
                }

                if (change(account) is not { } notes
                    || await context.Accounts.AnyAsync(known => known.NormalizedEmail == account.NormalizedEmail && known.Id != account.Id))
                {
                    await entry.ReloadAsync();
                    return false;
                }

                await context.SaveChangesAsync();
                AppendNotes(context, account, notes);
                return true;
            },
            cancel);
        sessions.Invalidate();
        return changed;
    }

    /// <summary>Takes an account out with its sessions. What it did stays under its number, which nobody else gets.</summary>
    public async Task EraseAsync(Account account, IEnumerable<AuditNote> notes, CancellationToken cancel = default)
    {
        await database.WriteAsync(
            async context =>
            {
                AppendNotes(context, account, notes);
                return await context.Accounts.Where(known => known.Id == account.Id).ExecuteDeleteAsync();
            },
            cancel);
        sessions.Invalidate();
    }

    private void AppendNotes(FraudDbContext context, Account account, IEnumerable<AuditNote> notes)
    {
        foreach (var note in notes)
        {
            audit.Append(context, note.By, note.Action, Actor.Account(account.Id).ToString(), note.Detail);
        }
    }
}
