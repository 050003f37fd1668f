using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Components.Pages.History;
using FraudWeb.Components.Shared;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Sessions;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

/// <summary>What a live page shows and does for each role; and for one that has lost its role while the page was open.</summary>
[Trait("Requirement", "AZ2")]
public class RoleTests : ScoringContext
{
    private static readonly double[] Values = [250, 14, 1, 0, 0, 75, 3, 40];

    [Fact, Trait("Requirement", "AZ3")]
    public async Task An_analyst_sees_own_predictions_only()
    {
        var others = await KeepAsync(Actor.Account(999));
        var account = await Person.AsAsync(Services, Role.Analyst);
        var own = await KeepAsync(Actor.Account(account.Id));

        var list = Render<FraudWeb.Components.Pages.History.HistoryPage>();
        await list.WaitForAssertionAsync(() => Assert.Contains("1 prediction", list.Markup, StringComparison.Ordinal));
        Assert.Contains(own.Id.ToString(), list.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(others.Id.ToString(), list.Markup, StringComparison.Ordinal);

        var foreign = Render<PredictionPage>(page => page.Add(p => p.Id, others.Id.ToString()));
        await foreign.WaitForAssertionAsync(() => Assert.Contains("There is no such prediction", foreign.Markup, StringComparison.Ordinal));
        var mine = Render<PredictionPage>(page => page.Add(p => p.Id, own.Id.ToString()));
        await mine.WaitForAssertionAsync(() => Assert.DoesNotContain("There is no such prediction", mine.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_analyst_who_has_checked_nothing_is_told_so_whatever_others_have_checked()
    {
        await KeepAsync(Actor.Account(999));
        await Person.AsAsync(Services, Role.Analyst);

        var list = Render<FraudWeb.Components.Pages.History.HistoryPage>();

        await list.WaitForAssertionAsync(() => Assert.Contains("Nothing has been checked yet", list.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("filter", list.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_analyst_is_not_offered_a_label()
    {
        var account = await Person.AsAsync(Services, Role.Analyst);
        var own = await KeepAsync(Actor.Account(account.Id));

        var tab = Render<LabelsTab>(tab => tab.Add(t => t.Prediction, own));

        Assert.Empty(tab.FindAll("form"));
    }

    [Fact]
    public async Task A_reviewer_who_has_become_an_analyst_can_label_no_more_though_the_button_is_there()
    {
        var account = await Person.AsAsync(Services, Role.Reviewer);
        var kept = await KeepAsync(Actor.System);
        var tab = Render<LabelsTab>(tab => tab.Add(t => t.Prediction, kept));
        await tab.ChangeAsync("input[type=radio]", "true");

        await ExecuteAsync($"UPDATE accounts SET role = 0 WHERE id = {account.Id}");
        Services.GetRequiredService<SessionRegistry>().Invalidate();

        await Assert.ThrowsAsync<AccessDeniedException>(() => tab.SubmitAsync());
        Assert.Equal(Label.None, (await Predictions.FindAsync(kept.Id))!.Label);
    }

    [Fact]
    public async Task Who_is_signed_out_can_check_nothing_though_the_page_is_there()
    {
        var page = Render<CheckPage>();
        await page.WaitForElementAsync("button[type=submit]");
        await Services.GetRequiredService<SessionRegistry>().RevokeAsync(1, null, Caller.System);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Services.GetRequiredService<PageAuthorization>().RequireAsync(Role.Analyst));
        Assert.False(await Predictions.AnyAsync());
    }

    [Theory]
    [InlineData(Role.Analyst, false)]
    [InlineData(Role.Reviewer, false)]
    [InlineData(Role.Administrator, true)]
    public async Task Only_an_administrator_is_offered_the_demonstration_and_only_one_can_load_it(Role role, bool offered)
    {
        var shown = Render<LoadDemo>();
        Assert.Single(shown.FindAll("button"));
        await Person.AsAsync(Services, role);

        Assert.Equal(offered ? 1 : 0, Render<LoadDemo>().FindAll("button").Count);
        if (!offered)
        {
            // The one that an administrator had on the screen before.
            await Assert.ThrowsAsync<AccessDeniedException>(() => shown.ClickAsync("button"));
            Assert.False(await Predictions.AnyAsync());
        }
    }

    private Task<Prediction> KeepAsync(Actor by) => Scoring.ScoreAsync(
            Scoring.GetScorer(), new Transaction(TransactionSchema.Default, [.. Values]), PredictionSource.Form, by);
}
