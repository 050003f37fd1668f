using AngleSharp.Dom;
using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components.History;

[Trait("Requirement", "DP4")]
public sealed class ContestTabTests : HistoryContext
{
    private ContestRegistry Contests => Services.GetRequiredService<ContestRegistry>();

    [Fact]
    public async Task What_an_analyst_takes_down_a_reviewer_decides_beside_what_the_machine_decided()
    {
        var analyst = await Person.AsAsync(Services, Role.Analyst);
        var kept = await Scoring.ScoreAsync(
            Scoring.GetScorer(), new Core.Schema.Transaction(Scoring.GetScorer().Schema, [250, 14, 1, 0, 0, 75, 3, 40]),
            PredictionSource.Form, Actor.Account(analyst.Id));
        var page = Open(kept);
        await page.InputAsync("textarea", "<b>It was my card 4111 1111 1111 1111.</b>");
        await page.SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("You recorded this contest", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Recorded. A card number in the text was masked.", page.Find("[role=status]").TextContent);
        Assert.Empty(page.FindAll("form"));

        var reviewer = await Person.AsAsync(Services, Role.Reviewer);
        page = Open(kept);
        await page.ChangeAsync("input[value=Decline]", "Decline");
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
        await page.InputAsync("textarea", "The shop says otherwise.");
        await page.SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(3, page.FindAll(".timeline li").Count));
        var timeline = page.FindAll(".timeline li");
        Assert.Contains("The machine decided approve", Text(timeline[0]), StringComparison.Ordinal);
        Assert.Equal("<b>It was my card 4111 11** **** 1111.</b>", timeline[1].QuerySelector("blockquote")!.TextContent);
        Assert.Contains($"recorded by {analyst.Email}", Text(timeline[1]), StringComparison.Ordinal);
        Assert.Contains("A person decided decline", Text(timeline[2]), StringComparison.Ordinal);
        Assert.Contains(reviewer.Email, Text(timeline[2]), StringComparison.Ordinal);
        Assert.Equal("The shop says otherwise.", timeline[2].QuerySelector("blockquote")!.TextContent);
        Assert.Equal(Decision.Approve, (await Predictions.FindAsync(kept.Id))!.Decision);
    }

    [Fact, Trait("Requirement", "AZ3")]
    public async Task An_analyst_contests_only_the_own_predictions_and_decides_none()
    {
        var kept = await KeepAsync();
        await Person.AsAsync(Services, Role.Analyst);
        var page = Open(kept);

        await page.InputAsync("textarea", "It was me.");
        await page.SubmitAsync();
        await page.WaitForAssertionAsync(
            () => Assert.Contains("There is no such prediction", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("It was me.", page.Find("textarea").GetAttribute("value"));

        await Contests.OpenAsync(kept.Id, "It was me.", new(Actor.Account(998)));
        page = Open(kept);
        await page.WaitForAssertionAsync(() => Assert.Contains("A reviewer will decide", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public async Task Whoever_is_late_is_told_that_it_is_decided_and_sees_how()
    {
        var kept = await KeepAsync();
        var contest = await Contests.OpenAsync(kept.Id, "It was me.", new(Actor.Account(998)));
        var page = Open(kept);
        await page.ChangeAsync("input[value=Approve]", "Approve");
        await page.InputAsync("textarea", "Sounds right.");
        await Contests.DecideAsync(contest.Id, Decision.Decline, "It does not.", new(Actor.Account(999)));

        await page.SubmitAsync();

        await page.WaitForAssertionAsync(() =>
            Assert.Contains("Somebody else has decided it meanwhile.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("It does not.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("It does not.", Assert.Single(await Contests.OfAsync(kept.Id)).Reason);
    }

    private IRenderedComponent<ContestTab> Open(Prediction prediction) => Render<ContestTab>(tab => tab.Add(c => c.Prediction, prediction));

    private static string Text(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
