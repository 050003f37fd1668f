using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.History;

public class PredictionLogTests
{
    [Fact]
    public async Task What_was_appended_is_read_back_to_the_bit()
    {
        await using var store = new TestStore();
        var kept = store.Make(new Random(1), 200);
        kept.Add(store.Make(new Random(2)).WithInputs(
            [double.Epsilon, -0.0, double.MaxValue, double.NegativeInfinity, double.NaN, -1e-300, 0.1, 3]));

        await store.Log.AppendAsync(kept);

        foreach (var prediction in kept)
        {
            var found = await store.Queries.FindAsync(prediction.Id);
            Assert.NotNull(found);
            Assert.Equal(Describe(prediction), Describe(found));
        }
    }

    [Fact]
    public async Task Callers_that_append_at_once_all_find_their_row_afterwards()
    {
        await using var store = new TestStore();
        var random = new Random(3);
        var batches = Enumerable.Range(0, 200).Select(i => store.Make(random, 1 + (i % 7))).ToList();

        await Task.WhenAll(batches.Select(batch => Task.Run(async () =>
        {
            await store.Log.AppendAsync(batch);
            Assert.NotNull(await store.Queries.FindAsync(batch[^1].Id));
        })));

        await using var context = store.Database.CreateDbContext();
        Assert.Equal(batches.Sum(batch => batch.Count), await context.Predictions.CountAsync());
    }

    [Fact]
    public async Task A_call_whose_row_is_refused_keeps_none_of_its_rows_and_harms_no_other_call()
    {
        await using var store = new TestStore();
        var random = new Random(4);
        var first = store.Make(random);
        await store.Log.AppendAsync([first]);

        var bad = store.Make(random, 5);
        bad.Add(first);
        var good = Enumerable.Range(0, 50).Select(_ => store.Make(random)).ToList();
        var refused = store.Log.AppendAsync(bad);
        var others = good.Select(one => store.Log.AppendAsync([one])).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => refused);
        await Task.WhenAll(others);
        Assert.Null(await store.Queries.FindAsync(bad[0].Id));
        Assert.True(store.Log.IsHealthy);
        await using var context = store.Database.CreateDbContext();
        Assert.Equal(51, await context.Predictions.CountAsync());
    }

    [Fact, Trait("Requirement", "DP1")]
    public async Task A_note_is_kept_with_its_card_numbers_masked_whoever_hands_it_in()
    {
        await using var store = new TestStore();
        var kept = store.Make(new Random(6));
        await store.Log.AppendAsync([kept]);

        await store.Log.LabelAsync(kept.Id, Label.Fraud, "5555-5555-5555-4444 was stolen", Caller.CommandLine);
        await store.Log.LabelAsync(kept.Id, Label.Legitimate, null, Caller.CommandLine);

        var notes = (await store.Queries.LabelsOfAsync(kept.Id)).Select(label => label.Note).ToList();
        Assert.Contains("5555-55**-****-4444 was stolen", notes);
        Assert.Contains(null, notes);
    }

    [Fact]
    public async Task Closing_the_log_writes_what_was_handed_in_and_refuses_what_comes_later()
    {
        await using var store = new TestStore();
        var random = new Random(5);
        var tasks = Enumerable.Range(0, 500).Select(_ => store.Log.AppendAsync([store.Make(random)])).ToList();

        await store.Log.DisposeAsync();

        Assert.All(tasks, task => Assert.True(task.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Log.AppendAsync([store.Make(random)]));
    }

    [Fact]
    public async Task A_label_replaces_the_one_before_and_both_stay_in_the_timeline()
    {
        await using var store = new TestStore();
        var prediction = store.Make(new Random(6)).WithLabel(Label.None);
        await store.Log.AppendAsync([prediction]);

        Assert.True(await store.Log.LabelAsync(prediction.Id, Label.Fraud, "card was stolen", Audits.Ann));
        Assert.True(await store.Log.LabelAsync(prediction.Id, Label.Legitimate, null, Audits.Bob));

        Assert.Equal(Label.Legitimate, (await store.Queries.FindAsync(prediction.Id))!.Label);
        Assert.Equal(
            [(Label.Fraud, "card was stolen", "user:1"), (Label.Legitimate, null, "user:2")],
            (await store.Queries.LabelsOfAsync(prediction.Id)).Select(entry => (entry.Label, entry.Note, entry.By)));
    }

    [Fact]
    public async Task Labelling_what_is_not_there_says_so()
    {
        await using var store = new TestStore();
        Assert.False(await store.Log.LabelAsync(store.Ids.Next(), Label.Fraud, null, Audits.Ann));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Log.LabelAsync(store.Ids.Next(), Label.None, null, Audits.Ann));
    }

    [Fact]
    public async Task A_caller_that_gave_up_before_its_turn_keeps_nothing()
    {
        await using var store = new TestStore();
        var prediction = store.Make(new Random(7));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.Log.AppendAsync([prediction], new CancellationToken(canceled: true)));
        Assert.Null(await store.Queries.FindAsync(prediction.Id));
    }

    [Fact]
    public async Task Inputs_that_do_not_fit_the_models_schema_are_refused()
    {
        await using var store = new TestStore();
        await Assert.ThrowsAsync<ArgumentException>(() => store.Log.AppendAsync([store.Make(new Random(8)).WithInputs([1, 2])]));
    }

    private static string Describe(Prediction p) =>
        string.Join(' ', p.Id, p.TransactionId, p.Source, p.ModelVersion, p.Probability, p.Threshold, p.IsFraud, p.RiskLevel, p.Decision,
            p.DurationMicroseconds, p.Label, string.Join(',', p.Inputs.Select(BitConverter.DoubleToInt64Bits)));
}
