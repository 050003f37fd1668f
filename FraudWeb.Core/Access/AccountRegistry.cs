using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>Stores the accounts. Every change is saved in one transaction with its audit entries.</summary>
public sealed class AccountRegistry(Database database, SessionRegistry sessions, AuditLog audit, TimeProvider clock)
{
    /// <summary>Finds an account by its number.</summary>
    public async Task<Account?> FindAsync(long id, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.FirstOrDefaultAsync(account => account.Id == id, cancel);
    }

    /// <summary>Finds an account by its normalized e-mail address.</summary>
    public async Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.FirstOrDefaultAsync(account => account.NormalizedEmail == normalizedEmail, cancel);
    }

    /// <summary>Lists all accounts, ordered by address.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.OrderBy(account => account.NormalizedEmail).ToListAsync(cancel);
    }

    /// <summary>Returns whether any account exists.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.Accounts.AnyAsync(cancel);
    }

    /// <summary>Adds an account and sets its number.</summary>
    /// <returns>False if another account has the address.</returns>
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

    /// <summary>Changes the current state of an account, whatever the caller read before, so that concurrent changes are not
    /// lost.</summary>
    /// <param name="account">The account; afterwards it is as stored.</param>
    /// <param name="change">Changes the account and returns the audit entries, or returns null to leave it unchanged. It holds the write
    /// lock of the database, so it must be fast.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>False if nothing was changed: the account is gone, the change was declined, or another account has the address.</returns>
    /// <exception cref="LastAdministratorException">No administrator who can sign in would be left. Nothing was changed.</exception>
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

                var couldAdminister = CanAdminister(account);
                if (change(account) is not { } notes
                    || await context.Accounts.AnyAsync(known => known.NormalizedEmail == account.NormalizedEmail && known.Id != account.Id))
                {
                    await entry.ReloadAsync();
                    return false;
                }

                if (couldAdminister && !CanAdminister(account) && await IsLastAsync(context, account))
                {
                    await entry.ReloadAsync();
                    throw new LastAdministratorException(account.Email);
                }

                await context.SaveChangesAsync();
                AppendNotes(context, account, notes);
                return true;
            },
            cancel);
        sessions.Invalidate();
        return changed;
    }

    /// <summary>Deletes an account and its sessions, and removes them from the disk. Records of what it did remain, under its number, which
    /// is never reused.</summary>
    /// <exception cref="LastAdministratorException">No administrator who can sign in would be left. Nothing was deleted.</exception>
    public async Task EraseAsync(Account account, IEnumerable<AuditNote> notes, CancellationToken cancel = default)
    {
        await database.WriteAsync(
            async context =>
            {
                var current = await context.Accounts.AsNoTracking().FirstOrDefaultAsync(known => known.Id == account.Id);
                if (current is not null && CanAdminister(current) && await IsLastAsync(context, current))
                {
                    throw new LastAdministratorException(current.Email);
                }

                AppendNotes(context, account, notes);
                return await context.Accounts.Where(known => known.Id == account.Id).ExecuteDeleteAsync();
            },
            cancel);
        sessions.Invalidate();
        await ErasedLog.TryEmptyAsync(database, clock);
    }

    // Within the write, so that two administrators who take each other's role at the same moment can't both succeed.
    private async Task<bool> IsLastAsync(FraudDbContext context, Account account)
    {
        var others = await context.Accounts.AsNoTracking()
            .Where(other => other.Role == Role.Administrator && other.Id != account.Id).ToListAsync();
        return !others.Exists(CanAdminister);
    }

    // A lock ends by itself, so it does not count; a one-time password that has expired does.
    private bool CanAdminister(Account account) =>
        account is { Role: Role.Administrator, IsDisabled: false } && !account.HasExpiredPasswordAt(clock.GetUtcNow());

    private void AppendNotes(FraudDbContext context, Account account, IEnumerable<AuditNote> notes)
    {
        foreach (var note in notes)
        {
            audit.Append(context, note.By, note.Action, Actor.Account(account.Id).ToString(), note.Detail);
        }
    }
}
