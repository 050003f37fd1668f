using System.Globalization;
using System.Security.Cryptography;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Access;

/// <summary>Stores the sessions of signed-in browsers. Reads are cached for one second, so a session that another process revokes ends
/// within a second.</summary>
public sealed class SessionRegistry
{
    private const int TokenLength = 32;
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly AuditLog _audit;
    private readonly TimeProvider _clock;
    private readonly RecentReads<LiveSession> _recent;

    public SessionRegistry(Database database, AuditLog audit, SessionLimits limits, TimeProvider clock)
    {
        (_database, _audit, _clock, Limits) = (database, audit, clock, limits);
        _recent = new(Read, clock);
    }

    /// <summary>The limits after which sessions end.</summary>
    public SessionLimits Limits { get; }

    /// <summary>Starts a session for a person who has proved who they are.</summary>
    /// <param name="account">The account.</param>
    /// <param name="by">The person and their network address.</param>
    /// <param name="device">The User-Agent header of the browser.</param>
    /// <param name="detail">The proof, for the audit log.</param>
    /// <param name="replaced">The secret of the browser's session before, which ends.</param>
    /// <returns>The secret for the browser's cookie; only its hash is stored.</returns>
    public async Task<string> StartAsync(Account account, Caller by, string? device, string detail, string? replaced = null)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenLength));
        var now = _clock.GetUtcNow();
        await _database.WriteAsync(async context =>
        {
            var ended = now - Limits.Lifetime;
            var before = replaced is null ? [] : HashOf(replaced);
            await context.Sessions.Where(session => session.CreatedAt < ended || session.TokenHash == before).ExecuteDeleteAsync();
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
            _audit.Append(context, by, AuditActions.SignedIn, by.Actor.ToString(), detail);
            return await context.SaveChangesAsync();
        });
        if (replaced is not null)
        {
            Invalidate();
        }

        return token;
    }

    /// <summary>Finds the session of a secret, if it is still valid.</summary>
    /// <param name="token">The secret from the cookie.</param>
    /// <param name="isUse">Whether this counts as use, which restarts the idle time.</param>
    public LiveSession? Find(string token, bool isUse)
    {
        // If the clock was ahead, these times lie in the future. The lifetime still has its limit then, and the idle time starts again.
        var now = _clock.GetUtcNow();
        if (_recent.Find(token) is not { } live || live.Account.IsDisabled || live.Session.SecurityStamp != live.Account.SecurityStamp
            || (now - live.Session.CreatedAt).Duration() >= Limits.Lifetime || now - live.Session.LastSeenAt >= Limits.Idle)
        {
            return null;
        }

        if (isUse && (now - live.Session.LastSeenAt).Duration() >= Min(UseInterval, Limits.Idle / 4))
        {
            // The object is cached, so the next calls see this and do not write again.
            live.Session.LastSeenAt = now;
            _ = RecordUseAsync(live.Session.Id, now);
        }

        return live;
    }

    /// <summary>Lists the valid sessions of an account, most recently used first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(long accountId, CancellationToken cancel = default)
    {
        await using var context = _database.CreateDbContext();
        var now = _clock.GetUtcNow();
        var (born, unborn, seen) = (now - Limits.Lifetime, now + Limits.Lifetime, now - Limits.Idle);
        var stamp = await context.Accounts.Where(account => account.Id == accountId)
            .Select(account => account.SecurityStamp).FirstOrDefaultAsync(cancel);
        return await context.Sessions
            .Where(session => session.AccountId == accountId && session.SecurityStamp == stamp
                && session.CreatedAt > born && session.CreatedAt < unborn && session.LastSeenAt > seen)
            .OrderByDescending(session => session.LastSeenAt).ToListAsync(cancel);
    }

    /// <summary>Ends a session when its owner signs out.</summary>
    public Task SignOutAsync(string token, Caller by)
    {
        var hash = HashOf(token);
        return EndAsync(context => context.Sessions.Where(session => session.TokenHash == hash), by, AuditActions.SignedOut,
            by.Actor.ToString());
    }

    /// <summary>Ends sessions of an account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="sessionId">The session; null for all.</param>
    /// <param name="by">The actor that ends them.</param>
    /// <param name="except">The secret of a session that is not ended.</param>
    /// <returns>The number of sessions that ended.</returns>
    public Task<int> RevokeAsync(long accountId, long? sessionId, Caller by, string? except = null)
    {
        var stays = except is null ? [] : HashOf(except);
        return EndAsync(
            context => context.Sessions.Where(session =>
                session.AccountId == accountId && (sessionId == null || session.Id == sessionId) && session.TokenHash != stays),
            by, AuditActions.SessionsRevoked, Actor.Account(accountId).ToString());
    }

    /// <summary>Clears the cache after a change of accounts.</summary>
    public void Invalidate() => _recent.Invalidate();

    /// <summary>Gives a session the new security stamp of its account: the session in which the owner changed their account does not
    /// end.</summary>
    public async Task RenewAsync(string token, string stamp)
    {
        var hash = HashOf(token);
        await _database.WriteAsync(context => context.Sessions.Where(session => session.TokenHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.SecurityStamp, stamp)));
        Invalidate();
    }

    private static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private LiveSession? Read(string token)
    {
        var hash = HashOf(token);
        using var context = _database.CreateDbContext();
        var found = context.Sessions.Where(session => session.TokenHash == hash)
            .Join(context.Accounts, session => session.AccountId, account => account.Id, (session, account) => new { session, account })
            .FirstOrDefault();
        return found is null ? null : new(found.session, found.account);
    }

    private async Task<int> EndAsync(Func<FraudDbContext, IQueryable<Session>> which, Caller by, string action, string target)
    {
        var ended = await _database.WriteAsync(async context =>
        {
            var count = await which(context).ExecuteDeleteAsync();
            if (count > 0)
            {
                _audit.Append(context, by, action, target,
                    count == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} sessions"));
            }

            return count;
        });
        Invalidate();
        return ended;
    }

    private async Task RecordUseAsync(long id, DateTimeOffset now)
    {
        try
        {
            await _database.WriteAsync(context => context.Sessions.Where(session => session.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now)));
        }
        catch (StoreUnavailableException)
        {
            // The next use is recorded; until then the idle time appears longer than it is.
        }
    }
}
