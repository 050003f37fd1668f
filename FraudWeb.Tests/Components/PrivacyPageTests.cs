using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Components.Pages.Settings;
using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Sessions;
using FraudWeb.Tests.Components.History;
using FraudWeb.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

public sealed class PrivacyPageTests : HistoryContext
{
    private const string Password = "four unrelated words";

    public PrivacyPageTests()
        : base(new KeyValuePair<string, string?>("FraudWeb:Keep:PredictionsDays", "30"))
    {
    }

    [Fact, Trait("Requirement", "DP2"), Trait("Requirement", "AD1")]
    public async Task Ids_are_erased_once_the_number_was_seen_and_the_password_given()
    {
        var account = await GiveAsync(await Person.AsAsync(Services, Role.Administrator), Password);
        var (one, two, other) = (await KeepAsync(0.9, "tx-1"), await KeepAsync(0.1, "tx-1"), await KeepAsync(0.1, "tx-2"));
        var page = Render<PrivacyPage>();
        await FindAsync(page, "tx-1\nnobody's\n");
        Assert.Equal(["tx-1", "nobody's"], page.FindAll(".rows tbody th").Select(cell => cell.TextContent));

        await page.ClickAsync("button", "Erase 2 predictions…");
        Assert.Contains("2 predictions on 2 ids will be erased", page.Find("dialog p").TextContent, StringComparison.Ordinal);
        await ConfirmAsync(page, "a wrong password");
        await page.WaitForAssertionAsync(
            () => Assert.Contains("Your password is wrong", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.NotNull(await Predictions.FindAsync(one.Id));
        await ConfirmAsync(page, Password);

        await page.WaitForAssertionAsync(() => Assert.Contains("Erased 2 predictions.", page.Markup, StringComparison.Ordinal));
        Assert.Null(await Predictions.FindAsync(one.Id));
        Assert.Null(await Predictions.FindAsync(two.Id));
        Assert.NotNull(await Predictions.FindAsync(other.Id));
        var told = await Services.GetRequiredService<AuditLog>().PageAsync(new(Action: AuditActions.Erased), 10);
        Assert.All(told, entry => Assert.Equal(($"user:{account.Id}", "192.0.2.9"), (entry.Actor, entry.Address)));
        Assert.Equal(["nothing", "2 predictions"], told.Select(entry => entry.Detail));
    }

    [Fact, Trait("Requirement", "DP3"), Trait("Requirement", "AD1")]
    public async Task What_is_held_is_listed_can_not_be_erased_and_is_let_go_again()
    {
        await KeepAsync(0.9, "tx-1");
        var page = Render<PrivacyPage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("Nothing is under legal hold.", page.Markup, StringComparison.Ordinal));

        await page.ChangeAsync("section[aria-labelledby=holds] input", "tx-1");
        await page.ChangeAsync("section[aria-labelledby=holds] label + label input", "case 12");
        await page.SubmitAsync("section[aria-labelledby=holds] form");
        await page.WaitForAssertionAsync(() => Assert.Equal("case 12", page.Find("section[aria-labelledby=holds] td").TextContent));
        await FindAsync(page, "tx-1");
        Assert.Contains("Data under legal hold can't be erased.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Erase 1 prediction", page.Markup, StringComparison.Ordinal);

        await page.ClickAsync("button", "Lift");
        await page.WaitForAssertionAsync(() => Assert.Contains("Nothing is under legal hold.", page.Markup, StringComparison.Ordinal));
        Assert.Equal([AuditActions.HoldLifted, AuditActions.HoldSet],
            (await Services.GetRequiredService<AuditLog>().PageAsync(new(), 2)).Select(entry => entry.Action));
    }

    [Fact, Trait("Requirement", "DP3")]
    public async Task What_has_expired_is_counted_and_erased_after_a_question()
    {
        var kept = await KeepAsync(0.9, "of today");
        var old = await KeepAsync(0.9, "old", TimeProvider.System.GetUtcNow().AddDays(-31));
        var page = Render<PrivacyPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(
            ["30 days", "1", "permanent", "0"], page.FindAll("section[aria-labelledby=kept] td").Take(4).Select(cell => cell.TextContent)));

        await page.ClickAsync("button", "Erase expired data");
        await page.ClickAsync("dialog button", "Erase permanently");

        await page.WaitForAssertionAsync(() => Assert.Contains("Erased 1 prediction.", page.Markup, StringComparison.Ordinal));
        Assert.NotNull(await Predictions.FindAsync(kept.Id));
        Assert.Null(await Predictions.FindAsync(old.Id));
    }

    [Theory, Trait("Requirement", "AZ3")]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Reviewer)]
    public async Task Nobody_but_an_administrator_sees_it(Role role)
    {
        await Person.AsAsync(Services, role);

        Assert.Equal("This page needs the administrator role", (await Render<PrivacyPage>().WaitForElementAsync(".empty h2")).TextContent);
    }

    [Fact, Trait("Requirement", "AZ3")]
    public async Task Whoever_is_no_administrator_any_more_does_nothing_on_a_page_that_was_left_open()
    {
        await KeepAsync(0.9, "tx-1");
        var page = Render<PrivacyPage>();
        await page.WaitForElementAsync("textarea");
        await Person.AsAsync(Services, Role.Reviewer);

        await page.ChangeAsync("textarea", "tx-1");
        await page.SubmitAsync("section[aria-labelledby=erase] form");

        await page.WaitForAssertionAsync(() => Assert.Contains("Your role is reviewer, but this needs the administrator role.",
            page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("section[aria-labelledby=erase] table"));
    }

    [Fact, Trait("Requirement", "AU3")]
    public async Task Wrong_passwords_lock_the_account_as_they_do_at_the_sign_in()
    {
        await GiveAsync(await Person.AsAsync(Services, Role.Administrator), Password);
        var again = Services.GetRequiredService<Reauthentication>();
        Assert.True(await again.CheckAsync(Password));

        for (var i = 0; i < AccountCommands.FreeAttempts; i++)
        {
            Assert.False(await again.CheckAsync("wrong"));
        }

        Assert.False(await again.CheckAsync(Password));
    }

    private static async Task FindAsync(IRenderedComponent<PrivacyPage> page, string ids)
    {
        await page.ChangeAsync("textarea", ids);
        await page.SubmitAsync("section[aria-labelledby=erase] form");
        await page.WaitForElementAsync("section[aria-labelledby=erase] table");
    }

    private static async Task ConfirmAsync(IRenderedComponent<PrivacyPage> page, string password)
    {
        await page.InputAsync("input[type=password]", password);
        await page.SubmitAsync("dialog form");
    }

    private async Task<Account> GiveAsync(Account account, string password)
    {
        await Services.GetRequiredService<AccountRegistry>().ChangeAsync(account, now =>
        {
            now.PasswordHash = Services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(now, password);
            return [];
        });
        return account;
    }
}
