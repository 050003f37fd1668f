using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>Stores what a first start gives to the people and systems of a new installation, all in one transaction: a start that is
/// interrupted has stored all of it or nothing.</summary>
public sealed class FirstAccessWriter(Database database, AuditLog audit)
{
    /// <summary>Adds an administrator, if there is none, and a key, if it is not stored yet.</summary>
    /// <param name="administrator">The account.</param>
    /// <param name="key">The key; null for none.</param>
    /// <param name="by">The actor.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>False if the account was not added, because there is an administrator, or because another account has its
    /// address.</returns>
    /// <exception cref="StoreUnavailableException">The database is not writable at the moment.</exception>
    public Task<bool> AddAsync(Account administrator, ApiKey? key, Caller by, CancellationToken cancel = default) => database.WriteAsync(
        async context =>
        {
            if (await context.Accounts.AnyAsync(known => known.Role == Role.Administrator))
            {
                return false;
            }

            // An earlier start may have stored it, and an administrator may have revoked it since.
            if (key is not null && !await context.ApiKeys.AnyAsync(known => known.Handle == key.Handle))
            {
                context.ApiKeys.Add(key);
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.KeyMade, Actor.Key(key.Id).ToString(), $"{key.Name}: {key.Scopes}");
            }

            if (await context.Accounts.AnyAsync(known => known.NormalizedEmail == administrator.NormalizedEmail))
            {
                return false;
            }

            context.Accounts.Add(administrator);
            await context.SaveChangesAsync();
            audit.Append(context, by, AuditActions.UserCreated, Actor.Account(administrator.Id).ToString(), administrator.Role.ToString());
            return true;
        },
        cancel);
}
