using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>The API keys. What is found is at most a second old, so that a key revoked anywhere stops working within a second.</summary>
public sealed class KeyRegistry
{
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly AuditLog _audit;
    private readonly TimeProvider _clock;
    private readonly RecentReads<ApiKey> _recent;

    public KeyRegistry(Database database, AuditLog audit, TimeProvider clock)
    {
        (_database, _audit, _clock) = (database, audit, clock);
        _recent = new(Read, clock);
    }

    /// <summary>The key of a handle, whether it still works or not; null when there is none.</summary>
    public ApiKey? Find(ReadOnlySpan<char> handle) => _recent.Find(handle);

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = _database.CreateDbContext();
        return await context.ApiKeys.OrderByDescending(key => key.Id).ToListAsync(cancel);
    }

    /// <summary>Adds a key. For a rotation, the key that it replaces goes on working until it ends at <paramref name="oldExpiresAt"/>.</summary>
    /// <returns>False when another has taken over from the same one already; nothing is changed then.</returns>
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
                _audit.Append(context, by, AuditActions.KeyMade, Actor.Key(key.Id).ToString(), $"{key.Name}: {key.Scopes}{(key.Replaces is { } old ? $", in place of key:{old}" : "")}");
                if (key.Replaces is { } replaced)
                {
                    await context.ApiKeys.Where(known => known.Id == replaced && (known.ExpiresAt == null || known.ExpiresAt > oldExpiresAt))
                        .ExecuteUpdateAsync(set => set.SetProperty(known => known.ExpiresAt, oldExpiresAt));
                }

                return true;
            },
            cancel);
        _recent.Invalidate();
        return added;
    }

    /// <summary>Stops a key from working, at once.</summary>
    /// <returns>False when there is none that still worked.</returns>
    public async Task<bool> RevokeAsync(long id, Caller by, CancellationToken cancel = default)
    {
        var done = await _database.WriteAsync(
            async context =>
            {
                DateTimeOffset? now = _clock.GetUtcNow();
                var revoked = await context.ApiKeys.Where(key => key.Id == id && key.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now));
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

    /// <summary>Notes that a key was used, about once a minute.</summary>
    public void Used(ApiKey key)
    {
        var now = _clock.GetUtcNow();
        if (now - key.LastUsedAt < UseNoted)
        {
            return;
        }

        // The next calls find the same object.
        key.LastUsedAt = now;
        _ = NoteAsync(key.Id, now);
    }

    private ApiKey? Read(string handle)
    {
        using var context = _database.CreateDbContext();
        return context.ApiKeys.FirstOrDefault(key => key.Handle == handle);
    }

    private async Task NoteAsync(long id, DateTimeOffset? now)
    {
        try
        {
            await _database.WriteAsync(context => context.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now)));
        }
        catch (StoreUnavailableException)
        {
            // The call itself tells of a store that can't be written to; when a key was last used can wait.
        }
    }
}
