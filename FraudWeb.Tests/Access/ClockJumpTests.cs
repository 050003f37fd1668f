using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Access;

/// <summary>What was stored while the clock was ahead must not last until that time comes.</summary>
[Trait("Requirement", "LC7")]
public class ClockJumpTests
{
    private static readonly Caller Ann = new(Actor.Account(1), "192.0.2.1");

    public static TheoryData<TimeSpan> Jumps => [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(3_650)];

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_lock_set_by_a_clock_that_was_ahead_ends_when_it_is_set_back(TimeSpan jump)
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync();
        store.Clock.Jump(jump);
        for (var i = 0; i < AccountCommands.FreeAttempts; i++)
        {
            await store.Accounts.FailAsync(account, "password", Ann);
        }

        Assert.True(store.Accounts.IsLocked(account));
        store.Clock.Jump(-jump);

        Assert.False(store.Accounts.IsLocked(account));
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_code_used_while_the_clock_was_ahead_does_not_refuse_those_of_now(TimeSpan jump)
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync();
        var (secret, _) = await store.WithSecondFactorAsync(account);
        store.Clock.Jump(jump);
        Assert.True(await RedeemAsync());
        store.Clock.Jump(-jump + TimeSpan.FromSeconds(60));

        Assert.True(await RedeemAsync());
        Assert.False(await RedeemAsync());

        Task<bool> RedeemAsync() =>
            store.SecondFactor.RedeemAsync(account, account.SecurityStamp, TotpCodes.CodeAt(secret, store.Clock.GetUtcNow()), Ann);
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_one_time_password_is_valid_only_in_the_hours_that_the_clock_meant_which_made_it(TimeSpan jump)
    {
        await using var store = new AccessStore();
        store.Clock.Jump(jump);
        await store.Accounts.InviteAsync("bob@example.com", Role.Analyst, Caller.System);
        var account = (await store.Registry.FindAsync(1))!;
        Assert.True(store.Accounts.IsOpen(account));

        store.Clock.Jump(-jump);
        Assert.False(store.Accounts.IsOpen(account));
        store.Clock.Jump(jump + Account.OneTimePasswordLifetime + TimeSpan.FromSeconds(1));
        Assert.False(store.Accounts.IsOpen(account));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_seconds_ends_no_lock()
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync();
        for (var i = 0; i < 20; i++)
        {
            await store.Accounts.FailAsync(account, "password", Ann);
        }

        store.Clock.Jump(TimeSpan.FromSeconds(-30));

        Assert.True(store.Accounts.IsLocked(account));
        store.Clock.Advance(Account.MaxLock + TimeSpan.FromSeconds(31));
        Assert.False(store.Accounts.IsLocked(account));
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_session_lasts_no_longer_than_twice_its_lifetime_whatever_is_done_to_the_clock(TimeSpan jump)
    {
        await using var store = new AccessStore();
        store.Clock.Jump(jump);
        var token = await store.Sessions.StartAsync(await store.AddAsync(), Ann, "a test", "password");
        Assert.NotNull(store.Sessions.Find(token, isUse: true));
        store.Clock.Jump(-jump);

        var used = TimeSpan.Zero;
        for (; store.Sessions.Find(token, isUse: true) is not null; used += TimeSpan.FromMinutes(30))
        {
            store.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.True(used <= 2 * store.Sessions.Limits.Lifetime, $"{used}");
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_glance_ahead_keeps_no_session_from_ending_without_use(TimeSpan jump)
    {
        await using var store = new AccessStore();
        var token = await store.Sessions.StartAsync(await store.AddAsync(), Ann, "a test", "password");
        store.Clock.Jump(jump);
        store.Sessions.Find(token, isUse: true);
        store.Clock.Jump(-jump);
        store.Clock.Advance(TimeSpan.FromSeconds(1));

        store.Sessions.Find(token, isUse: true);
        store.Clock.Advance(store.Sessions.Limits.Idle);

        Assert.Null(store.Sessions.Find(token, isUse: false));
    }
}
