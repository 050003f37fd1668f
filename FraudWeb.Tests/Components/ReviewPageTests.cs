using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Components.Pages.Review;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Components.History;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

[Trait("Requirement", "DP4")]
public sealed class ReviewPageTests : HistoryContext
{
    private ContestRegistry Contests => Services.GetRequiredService<ContestRegistry>();

    [Fact]
    public async Task What_waits_is_listed_the_oldest_first_and_leaves_when_somebody_decides_it()
    {
        var reviewer = await Person.AsAsync(Services, Role.Reviewer);
        var (first, second) = (await KeepAsync(0.91, "tx-1"), await KeepAsync(0.8, "tx-2"));
        var opened = await Contests.OpenAsync(first.Id, "It was me.", new(Actor.Account(998)));
        await Contests.OpenAsync(second.Id, "<script>alert(1)</script>", new(Actor.Account(reviewer.Id)));

        var page = Render<ReviewPage>();

        await page.WaitForAssertionAsync(
            () => Assert.Equal("2 contested decisions wait, the oldest first", page.Find("[role=status]").TextContent));
        Assert.Equal(["tx-1", "tx-2"], page.FindAll("li a").Select(link => link.TextContent));
        Assert.Equal($"/history/{first.Id}?tab=contest", page.Find("li a").GetAttribute("href"));
        Assert.Equal("<script>alert(1)</script>", page.FindAll("blockquote")[1].TextContent);
        Assert.Contains("recorded by you, so another reviewer decides it", page.FindAll("li")[1].TextContent, StringComparison.Ordinal);

        await Contests.DecideAsync(opened.Id, Decision.Approve, "It was.", new(Actor.Account(999)));

        await page.WaitForAssertionAsync(
            () => Assert.Equal("1 contested decision waits, the oldest first", page.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task Nothing_that_waits_says_where_contests_come_from()
    {
        await Person.AsAsync(Services, Role.Reviewer);

        Assert.Equal("No contested decisions", (await Render<ReviewPage>().WaitForElementAsync(".empty h2")).TextContent);
    }

    [Fact, Trait("Requirement", "AZ3")]
    public async Task An_analyst_sees_none_of_it()
    {
        await Contests.OpenAsync((await KeepAsync(0.9, "tx-1")).Id, "It was me.", new(Actor.Account(998)));
        await Person.AsAsync(Services, Role.Analyst);

        var page = Render<ReviewPage>();

        Assert.Equal("This page needs the reviewer role", (await page.WaitForElementAsync(".empty h2")).TextContent);
        Assert.DoesNotContain("It was me.", page.Markup, StringComparison.Ordinal);
    }
}
