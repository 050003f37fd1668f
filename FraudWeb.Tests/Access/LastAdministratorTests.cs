using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Access;

/// <summary>An installation can't lose its last administrator who can sign in.</summary>
public class LastAdministratorTests
{
    public static TheoryData<string> Changes => ["role", "disable", "erase"];

    [Theory, MemberData(nameof(Changes))]
    public async Task Two_administrators_who_remove_each_other_at_the_same_moment_leave_one(string change)
    {
        for (var round = 0; round < 10; round++)
        {
            await using var store = new AccessStore();
            var ann = await store.AddAsync("ann@example.com", Role.Administrator);
            var bob = await store.AddAsync("bob@example.com", Role.Administrator);

            var results = await Task.WhenAll(
                Task.Run(() => Record.ExceptionAsync(() => ChangeAsync(store, change, ann))),
                Task.Run(() => Record.ExceptionAsync(() => ChangeAsync(store, change, bob))));

            Assert.IsType<LastAdministratorException>(Assert.Single(results.OfType<Exception>()));
            Assert.Single(await store.Registry.ListAsync(), account => account is { Role: Role.Administrator, IsDisabled: false });
            Assert.Null((await store.Audit.VerifyAsync()).Fault);
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task An_administrator_who_cannot_sign_in_does_not_count(string change)
    {
        await using var store = new AccessStore();
        var ann = await store.AddAsync("ann@example.com", Role.Administrator);
        var disabled = await store.AddAsync("bob@example.com", Role.Administrator);
        await store.Accounts.SetDisabledAsync(disabled, disabled: true, Caller.System);
        await store.Accounts.InviteAsync("cleo@example.com", Role.Administrator, Caller.System);
        store.Clock.Advance(Account.OneTimePasswordLifetime + TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<LastAdministratorException>(() => ChangeAsync(store, change, ann));

        Assert.Contains("ann@example.com is the last administrator", refused.Message, StringComparison.Ordinal);
        Assert.Equal((Role.Administrator, false), ((await store.Registry.FindAsync(ann.Id))!.Role, ann.IsDisabled));
        await ChangeAsync(store, change, disabled);
    }

    [Fact]
    public async Task An_administrator_with_a_one_time_password_that_is_still_valid_counts()
    {
        await using var store = new AccessStore();
        var ann = await store.AddAsync("ann@example.com", Role.Administrator);
        await store.Accounts.InviteAsync("bob@example.com", Role.Administrator, Caller.System);

        await store.Accounts.SetRoleAsync(ann, Role.Analyst, Caller.System);

        Assert.Equal(Role.Analyst, (await store.Registry.FindAsync(ann.Id))!.Role);
    }

    private static Task ChangeAsync(AccessStore store, string change, Account account) => change switch
    {
        "role" => store.Accounts.SetRoleAsync(account.Copy(), Role.Analyst, Caller.System),
        "disable" => store.Accounts.SetDisabledAsync(account.Copy(), disabled: true, Caller.System),
        _ => store.Accounts.EraseAsync(account.Copy(), Caller.System),
    };
}
