using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>How long a session lasts.</summary>
/// <param name="Idle">Without use.</param>
/// <param name="Lifetime">In any case.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Lifetime);

/// <summary>A session that is good, and whose it is.</summary>
public sealed record LiveSession(Session Session, Account Account);

/// <summary>The browsers that are signed in. What is looked up is at most a second old, so that a session revoked anywhere ends within a second.</summary>
public sealed class SessionRegistry(Database database, AuditLog audit, SessionLimits limits, TimeProvider clock)
{
    private const int TokenLength = 32;
    private const int MaxCached = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Cached> _cache = new(StringComparer.Ordinal);

    /// <summary>How long sessions last.</summary>
    public SessionLimits Limits => limits;

    /// <summary>Begins a session of an account that has proved who it is.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="by">Who, from where.</param>
    /// <param name="device">What the browser calls itself.</param>
    /// <param name="detail">How it was proved, for the audit log.</param>
    /// <returns>The secret that the browser keeps; only its hash is kept here.</returns>
    public async Task<string> StartAsync(Account account, Caller by, string? device, string detail)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenLength));
        var now = clock.GetUtcNow();
        await database.WriteAsync(async context =>
        {
            var ended = now - limits.Lifetime;
            await context.Sessions.Where(session => session.CreatedAt < ended).ExecuteDeleteAsync();
            context.Sessions.Add(new()
            {
                TokenHash = HashOf(token),
                AccountId = account.Id,
                SecurityStamp = account.SecurityStamp,
                CreatedAt = now,
                LastSeenAt = now,
                Address = by.Address,
                Device = device,
            });
            audit.Append(context, by, AuditActions.SignedIn, by.Actor.ToString(), detail);
            return await context.SaveChangesAsync();
        });
        return token;
    }

    /// <summary>The session of a browser's secret, if it is still good.</summary>
    /// <param name="token">The secret.</param>
    /// <param name="isUse">Whether this is a sign of life that keeps it from ending for idleness.</param>
    public LiveSession? Find(string token, bool isUse)
    {
        var now = clock.GetUtcNow();
        var cached = Lookup(token);
        if (cached?.Live is not { } live || live.Account.IsDisabled || live.Session.SecurityStamp != live.Account.SecurityStamp
            || now - live.Session.CreatedAt >= limits.Lifetime || now - live.Session.LastSeenAt >= limits.Idle)
        {
            return null;
        }

        if (isUse && now - live.Session.LastSeenAt >= Min(UseNoted, limits.Idle / 4) && Interlocked.Exchange(ref cached.Noting, 1) == 0)
        {
            live.Session.LastSeenAt = now;
            _ = NoteAsync(live.Session.Id, now);
        }

        return live;
    }

    /// <summary>The sessions of an account, the latest used first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(long accountId, CancellationToken cancel = default)
    {
        await using var context = database.CreateDbContext();
        var now = clock.GetUtcNow();
        var (born, seen) = (now - limits.Lifetime, now - limits.Idle);
        var stamp = await context.Accounts.Where(account => account.Id == accountId).Select(account => account.SecurityStamp).FirstOrDefaultAsync(cancel);
        return await context.Sessions
            .Where(session => session.AccountId == accountId && session.SecurityStamp == stamp && session.CreatedAt > born && session.LastSeenAt > seen)
            .OrderByDescending(session => session.LastSeenAt).ToListAsync(cancel);
    }

    /// <summary>Ends one session, as its owner asks who signs out.</summary>
    public Task SignOutAsync(string token, Caller by)
    {
        var hash = HashOf(token);
        return EndAsync(context => context.Sessions.Where(session => session.TokenHash == hash), by, AuditActions.SignedOut, by.Actor.ToString());
    }

    /// <summary>Ends sessions of an account.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="sessionId">Which one; null for all.</param>
    /// <param name="by">Who ends them.</param>
    /// <param name="except">The secret of one that stays.</param>
    /// <returns>How many ended.</returns>
    public Task<int> RevokeAsync(long accountId, long? sessionId, Caller by, string? except = null)
    {
        var stays = except is null ? [] : HashOf(except);
        return EndAsync(
            context => context.Sessions.Where(session => session.AccountId == accountId && (sessionId == null || session.Id == sessionId) && session.TokenHash != stays),
            by, AuditActions.SessionsRevoked, Actor.Account(accountId).ToString());
    }

    /// <summary>Something about accounts changed: what is remembered is looked up anew.</summary>
    public void Forget() => _cache.Clear();

    /// <summary>Lets the session of a browser go on although its account got a new stamp, because it was the one that changed the password.</summary>
    public async Task RenewAsync(string token, string stamp)
    {
        var hash = HashOf(token);
        await database.WriteAsync(context => context.Sessions.Where(session => session.TokenHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.SecurityStamp, stamp)));
        Forget();
    }

    private static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private Cached? Lookup(string token)
    {
        var now = clock.GetTimestamp();
        if (_cache.TryGetValue(token, out var cached) && clock.GetElapsedTime(cached.ReadAt, now) < Fresh)
        {
            return cached;
        }

        var hash = HashOf(token);
        using var context = database.CreateDbContext();
        var found = context.Sessions.Where(session => session.TokenHash == hash)
            .Join(context.Accounts, session => session.AccountId, account => account.Id, (session, account) => new { session, account }).FirstOrDefault();
        if (found is null)
        {
            _cache.TryRemove(token, out _);
            return null;
        }

        if (_cache.Count >= MaxCached)
        {
            _cache.Clear();
        }

        return _cache[token] = new(new(found.session, found.account), now);
    }

    private async Task<int> EndAsync(Func<FraudDbContext, IQueryable<Session>> which, Caller by, string action, string target)
    {
        var ended = await database.WriteAsync(async context =>
        {
            var count = await which(context).ExecuteDeleteAsync();
            if (count > 0)
            {
                audit.Append(context, by, action, target, count == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} sessions"));
            }

            return count;
        });
        Forget();
        return ended;
    }

    private async Task NoteAsync(long id, DateTimeOffset now)
    {
        try
        {
            await database.WriteAsync(context => context.Sessions.Where(session => session.Id == id).ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now)));
        }
        catch (StoreUnavailableException)
        {
            // The next sign of life is noted; until then the session is taken for less recently used than it is.
        }
    }

    private sealed class Cached(LiveSession live, long readAt)
    {
        public int Noting;

        public LiveSession Live => live;

        public long ReadAt => readAt;
    }
}
