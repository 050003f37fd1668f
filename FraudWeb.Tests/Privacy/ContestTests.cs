using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Privacy;

[Trait("Requirement", "DP4")]
public class ContestTests
{
    [Fact, Trait("Requirement", "AD1")]
    public async Task What_a_person_decides_stands_with_who_when_and_why_beside_what_the_machine_decided()
    {
        await using var privacy = new PrivacyStore();
        var kept = await privacy.KeepAsync("tx-1");
        var opened = await privacy.Contests.OpenAsync(kept.Id, "  It was my own card.  ", Audits.Ann);
        privacy.Clock.Advance(TimeSpan.FromHours(5));

        await privacy.Contests.DecideAsync(opened.Id, Decision.Approve, "The bank confirms it.", Audits.Bob);

        var decided = Assert.Single(await privacy.Contests.OfAsync(kept.Id));
        Assert.Equal(("It was my own card.", "user:1", privacy.Clock.GetUtcNow().AddHours(-5)),
            (decided.Statement, decided.OpenedBy, decided.OpenedAt));
        Assert.Equal((Decision.Approve, "The bank confirms it.", "user:2", privacy.Clock.GetUtcNow()),
            (decided.Outcome, decided.Reason, decided.DecidedBy, decided.DecidedAt));
        var after = (await privacy.Store.Queries.FindAsync(kept.Id))!;
        Assert.Equal((kept.Decision, kept.Probability, kept.IsFraud), (after.Decision, after.Probability, after.IsFraud));
        Assert.Equal(
            [("user:1", AuditActions.ContestOpened, kept.Id.ToString(), $"contest {opened.Id}"),
                ("user:2", AuditActions.ContestDecided, kept.Id.ToString(), $"contest {opened.Id}: Approve")],
            (await privacy.ToldAsync(AuditActions.ContestOpened, AuditActions.ContestDecided))
                .Select(entry => (entry.Actor, entry.Action, entry.Target!, entry.Detail!)));
    }

    [Fact]
    public async Task Nobody_decides_what_they_took_down_nor_what_is_decided_nor_without_a_reason()
    {
        await using var privacy = new PrivacyStore();
        var kept = await privacy.KeepAsync("tx-1");
        var opened = await privacy.Contests.OpenAsync(kept.Id, "It was me.", Audits.Ann);

        await RefusedAsync(
            "You recorded this contest yourself", () => privacy.Contests.DecideAsync(opened.Id, Decision.Approve, "Because.", Audits.Ann));
        await RefusedAsync(
            "a person with an account", () => privacy.Contests.DecideAsync(opened.Id, Decision.Approve, "Because.", new(Actor.Key(2))));
        await RefusedAsync("approve or decline", () => privacy.Contests.DecideAsync(opened.Id, Decision.Review, "Because.", Audits.Bob));
        await RefusedAsync("The reason is missing.", () => privacy.Contests.DecideAsync(opened.Id, Decision.Approve, " \n", Audits.Bob));
        await RefusedAsync("at most 2,000 characters, but has 2,001", () =>
            privacy.Contests.DecideAsync(opened.Id, Decision.Approve, new string('x', 2_001), Audits.Bob));
        await privacy.Contests.DecideAsync(opened.Id, Decision.Decline, new string('x', 2_000), Audits.Bob);
        await RefusedAsync("decided it meanwhile", () => privacy.Contests.DecideAsync(opened.Id, Decision.Approve, "Because.", Audits.Bob));
    }

    [Fact, Trait("Requirement", "AZ3")]
    public async Task A_decision_is_contested_once_at_a_time_and_by_an_analyst_only_where_it_is_the_own()
    {
        await using var privacy = new PrivacyStore();
        var kept = await privacy.KeepAsync("tx-1");

        await RefusedAsync("no such prediction", () => privacy.Contests.OpenAsync(kept.Id, "It was me.", Audits.Ann, ownedBy: 1));
        await RefusedAsync("no such prediction", () => privacy.Contests.OpenAsync(privacy.Store.Ids.Next(), "It was me.", Audits.Ann));
        await RefusedAsync("The statement is missing.", () => privacy.Contests.OpenAsync(kept.Id, "", Audits.Ann));
        var first = await privacy.Contests.OpenAsync(kept.Id, "It was me.", Audits.Ann);
        await RefusedAsync("already contested", () => privacy.Contests.OpenAsync(kept.Id, "It was me!", Audits.Bob));
        await privacy.Contests.DecideAsync(first.Id, Decision.Decline, "It was not.", Audits.Bob);
        await privacy.Contests.OpenAsync(kept.Id, "I have found the receipt.", Audits.Ann);

        Assert.Equal(2, (await privacy.Contests.OfAsync(kept.Id)).Count);
    }

    [Fact]
    public async Task The_oldest_comes_first_and_what_is_decided_leaves_the_list()
    {
        await using var privacy = new PrivacyStore();
        var opened = new List<Contest>();
        for (var i = 0; i < 5; i++)
        {
            opened.Add(await privacy.Contests.OpenAsync((await privacy.KeepAsync($"tx-{i}")).Id, "It was me.", Audits.Ann));
        }

        await privacy.Contests.DecideAsync(opened[1].Id, Decision.Approve, "It was.", Audits.Bob);

        var (first, total) = await privacy.Contests.OpenAsync(after: 0, limit: 2);
        var (rest, _) = await privacy.Contests.OpenAsync(after: first[^1].Contest.Id, limit: 100);

        Assert.Equal(4, total);
        Assert.Equal(["tx-0", "tx-2"], first.Select(open => open.Prediction.TransactionId));
        Assert.Equal(["tx-3", "tx-4"], rest.Select(open => open.Prediction.TransactionId));
    }

    private static async Task RefusedAsync(string why, Func<Task> act) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<PrivacyException>(act)).Message, StringComparison.Ordinal);
}
