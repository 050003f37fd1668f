using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Privacy;

public class RetentionTests
{
    [Theory, Trait("Requirement", "DP3")]
    [InlineData(0, 0, null, null)]
    [InlineData(1, 0, "2026-03-10", null)]
    [InlineData(30, 365, "2026-02-09", "2025-03-11")]
    public void What_is_older_than_its_days_has_expired_and_nothing_does_without_days(
        int predictions, int audit, string? predictionsBefore, string? auditBefore)
    {
        var expiry = new RetentionPolicy(predictions, audit).At(TestStore.Start.AddDays(10));

        Assert.Equal((predictionsBefore, auditBefore), (expiry.Predictions?.ToString("yyyy-MM-dd"), expiry.Audit?.ToString("yyyy-MM-dd")));
    }

    [Fact, Trait("Requirement", "DP3"), Trait("Requirement", "AD1")]
    public async Task What_has_expired_goes_with_all_that_belongs_to_it_but_for_what_is_held_as_the_dry_run_said()
    {
        await using var privacy = new PrivacyStore();
        var (store, random) = (privacy.Store, new Random(2));
        var predictions = store.Make(random, 4_000);
        await store.Log.AppendAsync(predictions);
        foreach (var contested in predictions.Take(40))
        {
            await privacy.Contests.OpenAsync(contested.Id, "I was there.", Audits.Ann);
        }

        await privacy.Holds.SetAsync("T3", "case 12", Audits.Ann);
        await privacy.Holds.SetAsync("of nobody", "case 13", Audits.Ann);
        var counted = await CountAsync(store, context => context.Rollups.SumAsync(rollup => rollup.Count));
        var before = privacy.Clock.GetUtcNow().AddDays(-5);
        var stay = predictions.Where(prediction => prediction.Timestamp >= before || prediction.TransactionId == "T3").ToList();
        var retention = privacy.Retention(predictionsDays: 5);

        var preview = await retention.PreviewAsync();
        var went = await retention.RunAsync(Audits.Bob);

        Assert.Equal(
            new(4_000 - stay.Count, predictions.Except(stay).Count(prediction => prediction.Label != Label.None),
                predictions.Take(40).Except(stay).Count()), went);
        Assert.True(went.Predictions > 2 * RetentionWriter.SliceRows - 500, "the test should take more than a slice");
        Assert.Equal(went, preview.Goes);
        Assert.Equal(stay.Count(prediction => prediction.Timestamp < before), preview.Held);
        Assert.Equal(stay.Select(prediction => prediction.Id).Order(),
            await CountAsync(store, context => context.Predictions.Select(prediction => prediction.Id).OrderBy(id => id).ToListAsync()));
        Assert.Equal(
            stay.Count(prediction => prediction.Label != Label.None), await CountAsync(store, context => context.Labels.CountAsync()));
        Assert.Equal(predictions.Take(40).Intersect(stay).Count(), await CountAsync(store, context => context.Contests.CountAsync()));
        Assert.Equal(counted, await CountAsync(store, context => context.Rollups.SumAsync(rollup => rollup.Count)));
        Assert.Equal(
            [("user:2", "begun: predictions before 2026-03-06 00:00:00 UTC"), ("user:2", $"done: {went}")],
            (await privacy.ToldAsync(AuditActions.RetentionRun)).Select(entry => (entry.Actor, entry.Detail)));
        Assert.Null((await privacy.Audit.VerifyAsync()).Fault);
        Assert.Equal(default, await retention.RunAsync(Caller.System));
        Assert.Equal(2, (await privacy.ToldAsync(AuditActions.RetentionRun)).Count);
    }

    [Fact, Trait("Requirement", "DP3"), Trait("Requirement", "AD1")]
    public async Task Audit_entries_go_by_their_own_age_and_what_is_left_of_the_chain_is_whole()
    {
        await using var privacy = new PrivacyStore();
        var kept = await privacy.KeepAsync("of today");
        for (var i = 0; i < 2_300; i++)
        {
            await privacy.Audit.AppendAsync(Audits.Ann, AuditActions.SignedIn);
        }

        privacy.Clock.Advance(TimeSpan.FromDays(380));
        await privacy.Audit.AppendAsync(Audits.Bob, AuditActions.SignedOut);
        privacy.Clock.Advance(TimeSpan.FromDays(20));
        for (var i = 0; i < 3; i++)
        {
            await privacy.Audit.AppendAsync(Audits.Bob, AuditActions.SignedIn);
        }

        var retention = privacy.Retention(predictionsDays: 0, auditDays: 365);

        var preview = await retention.PreviewAsync();
        var went = await retention.RunAsync(Caller.System);

        Assert.Equal(new RecordCounts(AuditEntries: 2_300), went);
        Assert.Equal(went, preview.Goes);
        Assert.NotNull(await privacy.Store.Queries.FindAsync(kept.Id));
        Assert.Equal(new AuditVerdict(6, null), await privacy.Audit.VerifyAsync());
    }

    [Fact, Trait("Requirement", "DP3")]
    public async Task Nothing_goes_and_nothing_is_told_where_everything_is_kept_for_ever()
    {
        await using var privacy = new PrivacyStore();
        await privacy.KeepAsync("old");
        privacy.Clock.Advance(TimeSpan.FromDays(4_000));

        Assert.Equal(default, (await privacy.Retention(0).PreviewAsync()).Goes);
        Assert.Equal(default, await privacy.Retention(0).RunAsync(Caller.System));
        Assert.Empty(await privacy.ToldAsync(AuditActions.RetentionRun));
    }

    [Fact, Trait("Requirement", "DP3"), Trait("Requirement", "LC7")]
    public async Task Entries_that_a_clock_far_behind_has_dated_take_no_younger_ones_with_them()
    {
        await using var privacy = new PrivacyStore();
        await privacy.Audit.AppendAsync(Audits.Ann, AuditActions.SignedIn);
        privacy.Clock.Jump(TimeSpan.FromDays(-20_000));
        await privacy.Audit.AppendAsync(Audits.Ann, AuditActions.SignedIn);
        privacy.Clock.Jump(TimeSpan.FromDays(20_001));
        await privacy.Audit.AppendAsync(Audits.Ann, AuditActions.SignedIn);
        var retention = privacy.Retention(predictionsDays: 0, auditDays: 365);

        Assert.Equal(default, (await retention.PreviewAsync()).Goes);
        Assert.Equal(default, await retention.RunAsync(Caller.System, trustsClock: true));
        Assert.Equal(new AuditVerdict(3, null), await privacy.Audit.VerifyAsync());
    }

    [Theory, Trait("Requirement", "DP3"), Trait("Requirement", "LC7")]
    [InlineData(40)]
    [InlineData(3_650)]
    public async Task A_clock_that_runs_ahead_erases_nothing_unless_somebody_says_that_it_is_right(int days)
    {
        await using var privacy = new PrivacyStore();
        await privacy.KeepAsync("of today");
        privacy.Clock.Jump(TimeSpan.FromDays(days));

        // What a program writes that starts with this clock proves nothing.
        await privacy.Audit.AppendAsync(Caller.System, AuditActions.Started);
        var retention = privacy.Retention(predictionsDays: 30, auditDays: 30);
        var refused = await Assert.ThrowsAsync<PrivacyException>(() => retention.RunAsync(Caller.System));

        Assert.Contains("but nothing is on record between 2026-03-", refused.Message, StringComparison.Ordinal);
        Assert.NotNull((await retention.PreviewAsync()).ClockDoubt);
        Assert.Equal(1, (await retention.RunAsync(Caller.System, trustsClock: true)).Predictions);
    }

    [Fact, Trait("Requirement", "DP3"), Trait("Requirement", "LC7")]
    public async Task A_clock_that_is_behind_erases_nothing()
    {
        await using var privacy = new PrivacyStore();
        await privacy.KeepAsync("of today");
        privacy.Clock.Jump(TimeSpan.FromDays(-3_650));

        Assert.Equal(default, await privacy.Retention(predictionsDays: 1, auditDays: 1).RunAsync(Caller.System));
    }

    [Fact, Trait("Requirement", "DB10")]
    public async Task Other_writes_get_in_between_the_slices()
    {
        await using var privacy = new PrivacyStore();
        var store = privacy.Store;
        await store.Log.AppendAsync(store.Make(new Random(3), 8 * RetentionWriter.SliceRows));
        privacy.Clock.Advance(TimeSpan.FromDays(100));
        Task? other = null;
        var waited = 0;
        var progress = new Inline(went =>
        {
            other ??= privacy.KeepAsync("meanwhile");
            waited += other.IsCompleted || went.Predictions == 0 ? 0 : 1;
        });

        await privacy.Retention(predictionsDays: 1).RunAsync(Caller.System, trustsClock: true, progress);

        Assert.True(waited < 6, $"it waited for {waited} slices");
    }

    private static async Task<T> CountAsync<T>(TestStore store, Func<Core.Storage.FraudDbContext, Task<T>> count)
    {
        await using var context = store.Database.CreateDbContext();
        return await count(context);
    }

    // Progress<T> would tell later, on another thread.
    private sealed class Inline(Action<RecordCounts> told) : IProgress<RecordCounts>
    {
        public void Report(RecordCounts value) => told(value);
    }
}
