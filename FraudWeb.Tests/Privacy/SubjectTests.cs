using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Privacy;

public class SubjectTests
{
    [Fact]
    public void Lines_are_read_as_ids_of_the_sender_and_with_a_number_sign_as_predictions_each_once()
    {
        var subjects = Subject.ParseLines(
            "tx-1\r\n\n  tx 2 \n#01BX5ZZKBKACTAV9WEVGEMMVRZ\n#01bx5zzkbkactav9wevgemmvrz\n#12\ntx-1\n01BX5ZZKBKACTAV9WEVGEMMVRZ");

        Assert.Equal(["tx-1", "tx 2", "#01BX5ZZKBKACTAV9WEVGEMMVRZ", "#12", "01BX5ZZKBKACTAV9WEVGEMMVRZ"],
            subjects.Select(subject => subject.ToString()));
        Assert.Equal([false, false, true, false, false], subjects.Select(subject => subject.PredictionId is not null));
    }

    [Fact, Trait("Requirement", "DP4"), Trait("Requirement", "AD1")]
    public async Task All_that_is_kept_on_a_transaction_is_read_and_that_it_was_is_audited()
    {
        await using var privacy = new PrivacyStore();
        var (first, second) = (await privacy.KeepAsync("mine"), await privacy.KeepAsync("mine"));
        await privacy.KeepAsync("another's");
        await privacy.Store.Log.LabelAsync(first.Id, Label.Fraud, "stolen", Audits.Ann);
        await privacy.Store.Log.LabelAsync(first.Id, Label.Legitimate, null, Audits.Bob);
        await privacy.Contests.OpenAsync(first.Id, "It was me.", Audits.Ann);
        await privacy.Holds.SetAsync("mine", "case 12", Audits.Ann);

        var read = new List<SubjectRecord>();
        await foreach (var record in privacy.Subjects.ReadAsync([Subject.Of("mine"), Subject.Of("nobody's")], Audits.Bob))
        {
            read.Add(record);
        }

        Assert.Equal(new[] { first.Id, second.Id }.Order(), read.Select(record => record.Prediction.Id));
        var full = read.Single(record => record.Prediction.Id == first.Id);
        Assert.Equal(["stolen", null], full.Labels.Select(label => label.Note));
        Assert.Equal("It was me.", Assert.Single(full.Contests).Statement);
        Assert.Equal(
            [new(Subject.Of("mine"), new(2, 2, 1), true), new(Subject.Of("nobody's"), default, false)],
            await privacy.Subjects.CountAsync([Subject.Of("mine"), Subject.Of("nobody's")]));
        Assert.Equal(
            [($"transaction:{Audits.Chain.PseudonymOf("mine")}", "2 predictions, 2 labels, 1 contest"),
                ($"transaction:{Audits.Chain.PseudonymOf("nobody's")}", "nothing")],
            (await privacy.ToldAsync(AuditActions.Exported)).Select(entry => (entry.Target!, entry.Detail!)));
    }

    [Fact, Trait("Requirement", "DP3")]
    public async Task A_hold_is_set_once_with_a_reason_and_listed_the_newest_first()
    {
        await using var privacy = new PrivacyStore();
        await privacy.Holds.SetAsync("tx-1", "case 12", Audits.Ann);
        privacy.Clock.Advance(TimeSpan.FromMinutes(1));
        await privacy.Holds.SetAsync("tx-2", "case 13", Audits.Bob);

        foreach (
            var (id, reason) in ((string, string)[])[("tx-1", "again"), ("tx-3", " "), ("", "case 14"), (new string('x', 65), "case 14")])
        {
            await Assert.ThrowsAsync<PrivacyException>(() => privacy.Holds.SetAsync(id, reason, Audits.Ann));
        }

        Assert.False(await privacy.Holds.LiftAsync("tx-3", Audits.Ann));

        var (holds, total) = await privacy.Holds.ListAsync(1);
        Assert.Equal(2, total);
        Assert.Equal(("tx-2", "case 13", "user:2"), (Assert.Single(holds).TransactionId, holds[0].Reason, holds[0].By));
    }
}
