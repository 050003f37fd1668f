using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Sessions;

public class SessionTests
{
    private static readonly Caller Ann = new(Actor.Account(1), "192.0.2.1");

    [Fact, Trait("Requirement", "AU7")]
    public async Task A_session_ends_after_an_hour_without_use()
    {
        await using var store = new AccessStore();
        var token = await store.Sessions.StartAsync(await store.AddAsync(), Ann, "a test", "password");

        store.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(store.Sessions.Find(token, isUse: true));
        store.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(store.Sessions.Find(token, isUse: false));
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(store.Sessions.Find(token, isUse: true));
    }

    [Fact, Trait("Requirement", "AU7")]
    public async Task A_session_ends_after_twelve_hours_however_much_it_is_used()
    {
        await using var store = new AccessStore();
        var token = await store.Sessions.StartAsync(await store.AddAsync(), Ann, "a test", "password");

        for (var minutes = 0; minutes < (12 * 60) - 30; minutes += 30)
        {
            store.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.NotNull(store.Sessions.Find(token, isUse: true));
        }

        store.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Null(store.Sessions.Find(token, isUse: true));
    }

    [Fact, Trait("Requirement", "AU6")]
    public async Task Whatever_changes_who_may_do_what_ends_a_session_at_once()
    {
        await using var store = new AccessStore();
        Func<Account, Task>[] changes =
        [
            account => store.Accounts.SetRoleAsync(account, Role.Reviewer, Caller.System),
            account => store.Accounts.SetDisabledAsync(account, disabled: true, Caller.System),
            account => store.Accounts.ChangePasswordAsync(account, "yellow heron bridge slope", Ann),
            account => store.Accounts.ResetAsync(account, withSecondFactor: false, Caller.System),
            account => store.SecondFactor.RemoveAsync(account, Ann),
            account => store.Accounts.ChangeEmailAsync(account, "other@example.com", Ann),
            account => store.Accounts.EraseAsync(account, Caller.System),
            account => store.Sessions.RevokeAsync(account.Id, null, Caller.System),
        ];
        for (var i = 0; i < changes.Length; i++)
        {
            var account = await store.AddAsync($"person{i}@example.com");
            var token = await store.Sessions.StartAsync(account, Ann, "a test", "password");
            Assert.NotNull(store.Sessions.Find(token, isUse: true));

            await changes[i](account);

            Assert.True(store.Sessions.Find(token, isUse: true) is null, $"change {i}");
        }
    }

    [Fact, Trait("Requirement", "AU6")]
    public async Task Another_program_on_the_same_database_ends_a_session_within_a_second()
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync();
        var token = await store.Sessions.StartAsync(account, Ann, "a test", "password");
        Assert.NotNull(store.Sessions.Find(token, isUse: true));

        var elsewhere = new SessionRegistry(store.Get<Core.Storage.Database>(), store.Audit, store.Sessions.Limits, store.Clock);
        await elsewhere.RevokeAsync(account.Id, null, Caller.System);
        store.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(store.Sessions.Find(token, isUse: true));
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task An_erased_account_is_in_no_file_any_more()
    {
        await using var store = new AccessStore();
        var account = await store.AddAsync("needle@example.com");
        await store.Sessions.StartAsync(account, Ann, "needle-of-a-browser", "password");
        Assert.NotEmpty(FolderFiles.Containing(store.Folder, "needle@example.com"));

        await store.Accounts.EraseAsync(account, Caller.System);

        foreach (var trace in (string[])["needle@example.com", "NEEDLE@EXAMPLE.COM", "needle-of-a-browser"])
        {
            Assert.Empty(FolderFiles.Containing(store.Folder, trace));
        }
    }

    [Fact]
    public async Task The_database_holds_only_a_hash_of_a_sessions_secret()
    {
        await using var store = new AccessStore();
        var token = await store.Sessions.StartAsync(await store.AddAsync(), Ann, "a test", "password");

        foreach (var file in Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(token, await reader.ReadToEndAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }
}
