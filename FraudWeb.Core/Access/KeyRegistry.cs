using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>Stores the API keys. Reads are cached for one second, so a key that another process revokes stops working within a
/// second.</summary>
public sealed class KeyRegistry
{
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly AuditLog _audit;
    private readonly TimeProvider _clock;
    private readonly RecentReads<ApiKey> _recent;

    public KeyRegistry(Database database, AuditLog audit, TimeProvider clock)
    {
        (_database, _audit, _clock) = (database, audit, clock);
        _recent = new(Read, clock);
    }

    /// <summary>Finds a key by its handle, whether it is still valid or not.</summary>
    public ApiKey? Find(ReadOnlySpan<char> handle) => _recent.Find(handle);

    /// <summary>Lists all keys, newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = _database.CreateDbContext();
        return await context.ApiKeys.OrderByDescending(key => key.Id).ToListAsync(cancel);
    }

    /// <summary>Adds a key. After a rotation, the key that it replaces stays valid until <paramref name="oldExpiresAt"/>.</summary>
    /// <returns>False if another key already replaces the same key; nothing is changed then.</returns>
    public async Task<bool> AddAsync(ApiKey key, Caller by, DateTimeOffset? oldExpiresAt = null, CancellationToken cancel = default)
    {
        var added = await _database.WriteAsync(
            async context =>
            {
                if (key.Replaces is not null && await context.ApiKeys.AnyAsync(known => known.Replaces == key.Replaces))
                {
                    return false;
                }

                context.ApiKeys.Add(key);
                await context.SaveChangesAsync();
                _audit.Append(context, by, AuditActions.KeyMade, Actor.Key(key.Id).ToString(),
                    $"{key.Name}: {key.Scopes}{(key.Replaces is { } old ? $", in place of key:{old}" : "")}");
                if (key.Replaces is { } replaced)
                {
                    await context.ApiKeys
                        .Where(known => known.Id == replaced && (known.ExpiresAt == null || known.ExpiresAt > oldExpiresAt))
                        .ExecuteUpdateAsync(set => set.SetProperty(known => known.ExpiresAt, oldExpiresAt));
                }

                return true;
            },
            cancel);
        _recent.Invalidate();
        return added;
    }

    /// <summary>Revokes a key with immediate effect.</summary>
    /// <returns>False if there is no such key that was not already revoked.</returns>
    public async Task<bool> RevokeAsync(long id, Caller by, CancellationToken cancel = default)
    {
        var done = await _database.WriteAsync(
            async context =>
            {
                DateTimeOffset? now = _clock.GetUtcNow();
                var revoked = await context.ApiKeys.Where(key => key.Id == id && key.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now));
                if (revoked > 0)
                {
                    _audit.Append(context, by, AuditActions.KeyRevoked, Actor.Key(id).ToString());
                }

                return revoked > 0;
            },
            cancel);
        _recent.Invalidate();
        return done;
    }

    /// <summary>Records that a key was used, about once per minute.</summary>
    public void Used(ApiKey key)
    {
        var now = _clock.GetUtcNow();
        if (key.LastUsedAt is { } last && (now - last).Duration() < UseInterval)
        {
            return;
        }

        // The object is cached, so the next calls see this and do not write again.
        key.LastUsedAt = now;
        _ = RecordUseAsync(key.Id, now);
    }

    private ApiKey? Read(string handle)
    {
        using var context = _database.CreateDbContext();
        return context.ApiKeys.FirstOrDefault(key => key.Handle == handle);
    }

    private async Task RecordUseAsync(long id, DateTimeOffset? now)
    {
        try
        {
            await _database.WriteAsync(context => context.ApiKeys.Where(key => key.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now)));
        }
        catch (StoreUnavailableException)
        {
            // The call itself reports an unavailable database; the time of last use is recorded with the next call.
        }
    }
}
