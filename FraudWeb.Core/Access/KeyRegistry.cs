using System.Collections.Concurrent;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>The API keys. What is looked up is at most a second old, so that a key revoked anywhere stops working within a second.</summary>
public sealed class KeyRegistry(Database database, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);
    private const int MaxCached = 10_000;

    private readonly ConcurrentDictionary<string, Cached> _cache = new(StringComparer.Ordinal);

    /// <summary>The key of a handle, whether it still works or not; null when there is none.</summary>
    public ApiKey? Find(ReadOnlySpan<char> handle)
    {
        var now = clock.GetTimestamp();
        var byHandle = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (byHandle.TryGetValue(handle, out var cached) && clock.GetElapsedTime(cached.ReadAt, now) < Fresh)
        {
            return cached.Key;
        }

        var name = handle.ToString();
        using var context = database.CreateDbContext();
        if (context.ApiKeys.FirstOrDefault(key => key.Handle == name) is not { } key)
        {
            // Not remembered: a stranger could fill the memory with handles that are none.
            _cache.TryRemove(name, out _);
            return null;
        }

        if (_cache.Count >= MaxCached)
        {
            _cache.Clear();
        }

        _cache[name] = new(key, now);
        return key;
    }

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        return await context.ApiKeys.OrderByDescending(key => key.Id).ToListAsync(cancel);
    }

    /// <summary>Adds a key. For a rotation, the key that it replaces goes on working until it ends at <paramref name="oldExpiresAt"/>.</summary>
    public async Task<ApiKey> AddAsync(ApiKey key, Caller by, DateTimeOffset? oldExpiresAt = null, CancellationToken cancel = default)
    {
        await database.WriteAsync(
            async context =>
            {
                context.ApiKeys.Add(key);
                await context.SaveChangesAsync();
                audit.Append(context, by, AuditActions.KeyMade, Actor.Key(key.Id).ToString(), $"{key.Name}: {key.Scopes}{(key.Replaces is { } old ? $", in place of key:{old}" : "")}");
                if (key.Replaces is { } replaced)
                {
                    await context.ApiKeys.Where(known => known.Id == replaced && (known.ExpiresAt == null || known.ExpiresAt > oldExpiresAt))
                        .ExecuteUpdateAsync(set => set.SetProperty(known => known.ExpiresAt, oldExpiresAt));
                }

                return true;
            },
            cancel);
        _cache.Clear();
        return key;
    }

    /// <summary>Stops a key from working, at once.</summary>
    /// <returns>False when there is none that still worked.</returns>
    public async Task<bool> RevokeAsync(long id, Caller by, CancellationToken cancel = default)
    {
        var done = await database.WriteAsync(
            async context =>
            {
                DateTimeOffset? now = clock.GetUtcNow();
                var revoked = await context.ApiKeys.Where(key => key.Id == id && key.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now));
                if (revoked > 0)
                {
                    audit.Append(context, by, AuditActions.KeyRevoked, Actor.Key(id).ToString());
                }

                return revoked > 0;
            },
            cancel);
        _cache.Clear();
        return done;
    }

    /// <summary>Notes that a key was used, about once a minute.</summary>
    public void Used(ApiKey key)
    {
        var now = clock.GetUtcNow();
        var last = key.LastUsedAt;
        if (now - last < UseNoted || !_cache.TryGetValue(key.Handle, out var cached) || Interlocked.Exchange(ref cached.Noting, 1) == 1)
        {
            return;
        }

        key.LastUsedAt = now;
        _ = NoteAsync(key.Id, now);
    }

    private async Task NoteAsync(long id, DateTimeOffset? now)
    {
        try
        {
            await database.WriteAsync(context => context.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now)));
        }
        catch (StoreUnavailableException)
        {
            // The call itself tells of a store that can't be written to; when a key was last used can wait.
        }
    }

    private sealed class Cached(ApiKey key, long readAt)
    {
        public int Noting;

        public ApiKey Key => key;

        public long ReadAt => readAt;
    }
}
