using System.Text;
using System.Text.Json;
using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.History;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Privacy;

public class ErasureTests
{
    [Fact, Trait("Requirement", "DP2"), Trait("Requirement", "AD1")]
    public async Task After_an_erasure_no_file_holds_anything_of_it_and_the_audit_log_a_pseudonym()
    {
        await using var privacy = new PrivacyStore();
        var (store, random) = (privacy.Store, new Random(2));
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"needle-{random.Next(100_000, 999_999)}-{i}é")];
        var notes = new List<string>();
        var kept = new List<Prediction>();
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            // Among others, and changed since, so that rows have moved from page to page.
            await store.Log.AppendAsync([.. Enumerable.Range(0, 250).Select(n => Hay($"{(char)('a' + random.Next(26))}-{i}-{n}"))]);
            kept.Add(await privacy.KeepAsync(id));
            await store.Log.LabelAsync(kept[i].Id, Label.Legitimate, $"the first word on {id}", Audits.Ann);
            await store.Log.LabelAsync(kept[i].Id, Label.Fraud, $"the last word on {id}", Audits.Ann);
            await privacy.Contests.OpenAsync(kept[i].Id, $"I am {id}", Audits.Ann);
            await KeepAnswerAsync(
                store, $"call {i}", JsonSerializer.Serialize(new { prediction_id = kept[i].Id.ToString(), transaction_id = id }));
            await privacy.Holds.SetAsync(id, "a case", Audits.Ann);
            await privacy.Holds.LiftAsync(id, Audits.Ann);
        }

        await KeepAnswerAsync(store, "call of another", """{"transaction_id":"hay"}""");
        Assert.All(ids, id => Assert.NotEmpty(FolderFiles.Containing(store.Folder, id)));

        var erased = await privacy.Erasures.EraseAsync([.. ids.Select(Subject.Of)], Audits.Bob);

        Assert.Equal(new(new(40, 80, 40, 40), true), erased);
        foreach (var id in ids)
        {
            Assert.Empty(FolderFiles.Containing(store.Folder, id[..^1]));
        }

        await using var context = store.Database.CreateDbContext();
        Assert.Equal("call of another", (await context.IdempotentResponses.SingleAsync()).Key);
        Assert.Equal(40 * 250, await context.Predictions.CountAsync());
        Assert.Equal(
            [.. ids.Select(id => ("user:2", $"transaction:{Audits.Chain.PseudonymOf(id)}", "1 prediction, 2 labels, 1 contest")),
                ("user:2", null, "40 stored responses")],
            (await privacy.ToldAsync(AuditActions.Erased)).Select(entry => (entry.Actor, entry.Target, entry.Detail!)));
        Assert.Null((await privacy.Audit.VerifyAsync()).Fault);

        Prediction Hay(string id) => store.Make(random).WithTransactionId(id);
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task A_copy_that_was_left_in_an_unused_part_of_the_file_is_found_and_written_over()
    {
        await using var privacy = new PrivacyStore();
        await privacy.Store.Log.AppendAsync(privacy.Store.Make(new Random(5), 2_000));
        var kept = await privacy.KeepAsync("left-behind");
        await using (var careless = privacy.Store.Database.OpenWriter())
        {
            SqliteConnections.Execute(careless, "PRAGMA secure_delete=OFF");
            SqliteConnections.Execute(
                careless, "CREATE TABLE copy AS SELECT id, transaction_id FROM predictions WHERE transaction_id = 'left-behind'");
            SqliteConnections.Execute(careless, "DROP TABLE copy");
        }

        var erased = await privacy.Erasures.EraseAsync([Subject.Of("left-behind")], Audits.Bob);

        Assert.True(erased.IsOverwritten);
        Assert.Empty(FolderFiles.Containing(privacy.Store.Folder, "left-behind"));
        Assert.Null(await privacy.Store.Queries.FindAsync(kept.Id));
        Assert.Equal(2_000, (await privacy.Store.Queries.CountAsync(new())).Value);
    }

    [Theory, Trait("Requirement", "DP2")]
    [InlineData("....{id}tx-1..", true)]
    [InlineData("{id}tx-1", true)]
    [InlineData("..tx-1{id}...", true)]
    [InlineData("tx-1{id}", true)]
    [InlineData("..tx-1.{id}..tx-1.....", false)]
    [InlineData("..tx-2{id}tx-2..", false)]
    [InlineData("tx-1", false)]
    public void Only_both_ids_side_by_side_are_what_is_left_of_a_row(string page, bool isLeft)
    {
        var id = new PredictionId(0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210);
        var scanner = new ErasedRowScanner();
        scanner.Add(id, "tx-1");
        var parts = page.Split("{id}");

        byte[] bytes = parts.Length == 1 ? Encoding.UTF8.GetBytes(page)
            : [.. Encoding.UTF8.GetBytes(parts[0]), .. id.ToBytes(), .. Encoding.UTF8.GetBytes(parts[1])];

        Assert.Equal(isLeft, scanner.IsFoundIn(bytes));
    }

    [Fact, Trait("Requirement", "DP2"), Trait("Requirement", "DP3")]
    public async Task What_is_under_legal_hold_is_not_erased_and_neither_is_what_was_asked_for_with_it()
    {
        await using var privacy = new PrivacyStore();
        var (held, free) = (await privacy.KeepAsync("held"), await privacy.KeepAsync("free"));
        await privacy.Holds.SetAsync("held", "case 12", Audits.Ann);

        foreach (var subject in (Subject[])[Subject.Of("held"), Subject.Of(held.Id)])
        {
            var refused = await Assert.ThrowsAsync<PrivacyException>(
                () => privacy.Erasures.EraseAsync([Subject.Of("free"), subject], Audits.Bob));
            Assert.Equal("'held' is under legal hold and can't be erased. Lift the hold first, if the law allows it.", refused.Message);
        }

        Assert.NotNull(await privacy.Store.Queries.FindAsync(held.Id));
        Assert.NotNull(await privacy.Store.Queries.FindAsync(free.Id));
        Assert.True(await privacy.Holds.LiftAsync("held", Audits.Bob));
        Assert.Equal(2, (await privacy.Erasures.EraseAsync([Subject.Of("free"), Subject.Of("held")], Audits.Bob)).Went.Predictions);
        Assert.Equal(
            [("user:1", AuditActions.HoldSet), ("user:2", AuditActions.HoldLifted)],
            (await privacy.ToldAsync(AuditActions.HoldSet, AuditActions.HoldLifted)).Select(entry => (entry.Actor, entry.Action)));
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task One_prediction_is_erased_by_its_own_id_and_leaves_the_others_of_its_transaction()
    {
        await using var privacy = new PrivacyStore();
        var (one, other) = (await privacy.KeepAsync("twice"), await privacy.KeepAsync("twice"));

        var erased = await privacy.Erasures.EraseAsync([Subject.Parse($"#{one.Id}")], Audits.Bob);

        Assert.Equal(1, erased.Went.Predictions);
        Assert.Null(await privacy.Store.Queries.FindAsync(one.Id));
        Assert.NotNull(await privacy.Store.Queries.FindAsync(other.Id));
        Assert.Equal((one.Id.ToString(), "1 prediction"),
            (await privacy.ToldAsync(AuditActions.Erased)).Select(entry => (entry.Target, entry.Detail)).Single());
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task A_lifted_hold_is_in_no_file_any_more()
    {
        await using var privacy = new PrivacyStore();
        await privacy.Holds.SetAsync("needle-of-a-hold", "a reason-of-a-hold", Audits.Ann);
        Assert.NotEmpty(FolderFiles.Containing(privacy.Store.Folder, "needle-of-a-hold"));

        Assert.True(await privacy.Holds.LiftAsync("needle-of-a-hold", Audits.Ann));

        Assert.Empty(FolderFiles.Containing(privacy.Store.Folder, "needle-of-a-hold"));
        Assert.Empty(FolderFiles.Containing(privacy.Store.Folder, "reason-of-a-hold"));
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task An_expired_answer_is_in_no_file_any_more_once_nothing_is_written()
    {
        await using var store = new TestStore();
        await KeepAnswerAsync(store, "needle-of-a-call", "needle-of-an-answer");
        Assert.NotEmpty(FolderFiles.Containing(store.Folder, "needle-of-an-answer"));

        using (var writer = new PredictionWriter(store.Database, store.Schemas, store.Audit, TimeProvider.System))
        {
            writer.Rest();
        }

        Assert.Empty(FolderFiles.Containing(store.Folder, "needle-of-a-call"));
        Assert.Empty(FolderFiles.Containing(store.Folder, "needle-of-an-answer"));
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task More_than_a_slice_on_one_id_goes_too()
    {
        await using var privacy = new PrivacyStore();
        var random = new Random(4);
        await privacy.Store.Log.AppendAsync(
            [.. privacy.Store.Make(random, (2 * ErasureWriter.SliceRows) + 1).Select(prediction => prediction.WithTransactionId("same"))]);

        Assert.Equal(
            (2 * ErasureWriter.SliceRows) + 1, (await privacy.Erasures.EraseAsync([Subject.Of("same")], Audits.Bob)).Went.Predictions);
    }

    [Theory, Trait("Requirement", "DP2")]
    [InlineData("k", """{"prediction_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","transaction_id":"a\u003Cb"}""", true)]
    [InlineData("k", """{"predictions":[{"transaction_id":"x"},{"transaction_id":"a<b","index":1}]}""", true)]
    [InlineData("k", """{"prediction_id":"01BX5ZZKBKACTAV9WEVGEMMVRZ","transaction_id":null}""", true)]
    [InlineData("k", """{"prediction_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","decision":"a<b","transaction_id":"a<b2"}""", false)]
    [InlineData("a<b", "{}", true)]
    [InlineData("k", "200 a<b", true)]
    [InlineData("k", "200 a>b", false)]
    public void An_answer_is_about_whom_it_or_its_key_names(string key, string body, bool names)
    {
        var text = new AnswerText([Subject.Of("a<b"), Subject.Parse("#01bx5zzkbkactav9wevgemmvrz")]);

        Assert.Equal(names, text.Names(key, Encoding.UTF8.GetBytes(body)));
    }

    private static async Task KeepAnswerAsync(TestStore store, string key, string body) => await store.Database.WriteAsync(context =>
    {
        context.IdempotentResponses.Add(
            new() { Owner = 1, Key = key, Request = [1], Body = Encoding.UTF8.GetBytes(body), At = TestStore.Start });
        return context.SaveChangesAsync();
    });
}
