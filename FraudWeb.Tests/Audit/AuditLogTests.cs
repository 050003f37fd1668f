using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Audit;

[Trait("Requirement", "AD1")]
public class AuditLogTests
{
    [Fact]
    public async Task Entries_are_numbered_without_a_gap_and_verified()
    {
        await using var store = new TestStore();
        await FillAsync(store);

        var entries = await store.Audit.PageAsync(new(), 100);
        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id).Reverse(), entries.Select(entry => entry.Id));
        Assert.Equal(new AuditVerdict(10, null), await store.Audit.VerifyAsync());
    }

    [Theory]
    [InlineData("UPDATE audit SET detail = 'other' WHERE id = 4", "Entry 4 ")]
    [InlineData("UPDATE audit SET actor = 'user:9' WHERE id = 1", "Entry 1 ")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE id = 10", "Entry 10 ")]
    [InlineData("UPDATE audit SET target = NULL WHERE id = 5", "Entry 5 ")]
    [InlineData("UPDATE audit SET address = '192.0.2.7' WHERE id = 6", "Entry 6 ")]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE id = 7", "Entry 7 ")]
    [InlineData("DELETE FROM audit WHERE id = 1", "Entry 1 ")]
    [InlineData("DELETE FROM audit WHERE id = 5", "Entry 5 ")]
    [InlineData("DELETE FROM audit WHERE id = 10", "Entries 10 ")]
    [InlineData("DELETE FROM audit WHERE id > 3", "Entries 4 ")]
    [InlineData("DELETE FROM audit", "Entries 1 ")]
    [InlineData("INSERT INTO audit SELECT 0, at, actor, action, target, detail, address, hash FROM audit WHERE id = 1", "Entry 0 ")]
    [InlineData(
        "UPDATE audit SET id = 11 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 11", "Entry 2 ")]
    [InlineData("DELETE FROM audit WHERE id = 10; UPDATE audit_ends SET last_id = 9", "seal")]
    [InlineData("UPDATE audit_ends SET first_id = 4; DELETE FROM audit WHERE id < 4", "seal")]
    [InlineData(
        "DELETE FROM audit WHERE id = 10; UPDATE audit_ends SET last_id = 9, last_hash = (SELECT hash FROM audit WHERE id = 9)", "seal")]
    [InlineData(
        "UPDATE audit_ends SET first_id = 4, base_hash = (SELECT hash FROM audit WHERE id = 3); DELETE FROM audit WHERE id < 4", "seal")]
    [InlineData("INSERT INTO audit SELECT 11, at, actor, action, target, detail, address, hash FROM audit WHERE id = 1", "Entry 11 ")]
    [InlineData("INSERT INTO audit SELECT 5000, at, actor, action, target, detail, address, hash FROM audit WHERE id = 1", "Entry 11 ")]
    [InlineData("DELETE FROM audit_ends", "missing")]
    [InlineData("""
        DELETE FROM audit; DELETE FROM audit_ends;
        INSERT INTO accounts (email, normalized_email, role, is_disabled, must_change_password, security_stamp, failed_attempts,
            has_second_factor, last_totp_step, created_at, last_sign_in_at)
        VALUES ('a@b', 'A@B', 0, 0, 0, '', 0, 0, 0, 0, 0)
        """, "missing")]
    public async Task What_is_changed_by_hand_is_found(string sql, string found)
    {
        await using var store = new TestStore();
        await FillAsync(store);
        await using (var connection = store.Database.OpenWriter())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }

        Assert.Contains(found, (await store.Audit.VerifyAsync()).Fault, StringComparison.Ordinal);

        // Nor is it hidden by what is written afterwards.
        await store.Audit.AppendAsync(Audits.Ann, AuditActions.Exported);
        await store.Audit.AppendAsync(Audits.Ann, AuditActions.Exported);
        Assert.NotNull((await store.Audit.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Without_the_key_a_chain_can_not_be_made_anew()
    {
        await using var store = new TestStore();
        await FillAsync(store);

        var other = new AuditLog(store.Database, new(new byte[32].Select((_, i) => (byte)i).ToArray()), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditLog>.Instance);
        Assert.Contains("seal", (await other.VerifyAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_no_entry()
    {
        await using var store = new TestStore();
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.WriteAsync<bool>(context =>
        {
            store.Audit.Append(context, Audits.Ann, AuditActions.UserChanged, "user:2");
            throw new InvalidOperationException("after the entry");
        }));

        Assert.Empty(await store.Audit.PageAsync(new(), 10));
    }

    [Fact]
    public async Task A_label_and_its_entry_are_kept_together()
    {
        await using var store = new TestStore();
        var prediction = store.Make(new Random(1));
        await store.Log.AppendAsync([prediction]);
        await store.Log.LabelAsync(prediction.Id, Label.Fraud, "a note that says much", Audits.Ann);

        var entry = Assert.Single(await store.Audit.PageAsync(new(Action: AuditActions.Labelled), 10));
        Assert.Equal(("user:1", prediction.Id.ToString(), "fraud", "192.0.2.1"), (entry.Actor, entry.Target, entry.Detail, entry.Address));
        Assert.Null((await store.Audit.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Writers_at_the_same_time_make_one_chain()
    {
        await using var store = new TestStore();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => store.Audit.AppendAsync(Audits.Ann, AuditActions.Exported, $"target {i}")));

        Assert.Equal(new AuditVerdict(40, null), await store.Audit.VerifyAsync());
    }

    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("UPDATE audit SET detail = 'other' WHERE id = 1700", "Entry 1700 ")]
    [InlineData("DELETE FROM audit WHERE id = 1001", "Entry 1001 ")]
    [InlineData("DELETE FROM audit WHERE id > 2000", "Entries 2001 to 2500")]
    public async Task A_log_of_many_pages_is_verified_to_its_end(string sql, string? found)
    {
        await using var store = new TestStore();
        await store.Database.WriteAsync(context =>
        {
            for (var i = 0; i < 2_500; i++)
            {
                store.Audit.Append(context, Audits.Ann, AuditActions.Exported);
            }

            return Task.FromResult(true);
        });
        await using (var connection = store.Database.OpenWriter())
        {
            SqliteConnections.Execute(connection, sql);
        }

        var verdict = await store.Audit.VerifyAsync();

        Assert.StartsWith(found ?? "", verdict.Fault ?? "", StringComparison.Ordinal);
        Assert.Equal(found is null, verdict == new AuditVerdict(2_500, null));
    }

    [Fact]
    public async Task Old_entries_can_be_forgotten_and_the_rest_still_verifies()
    {
        await using var store = new TestStore();
        var clock = new MovableClock(TestStore.Start);
        var audit = Audits.Of(store.Database, clock);
        for (var day = 0; day < 10; day++, clock.Advance(TimeSpan.FromDays(1)))
        {
            await audit.AppendAsync(Audits.Ann, AuditActions.Exported);
        }

        var gone = await store.Database.WriteAsync(context => audit.DeleteBeforeAsync(context, TestStore.Start.AddDays(4)));

        Assert.Equal(4, gone);
        Assert.Equal(new AuditVerdict(6, null), await audit.VerifyAsync());
        await using var context = store.Database.CreateDbContext();
        Assert.Equal(5, await context.Audit.MinAsync(entry => entry.Id));
    }

    private static async Task FillAsync(TestStore store)
    {
        for (var i = 1; i <= 10; i++)
        {
            await store.Audit.AppendAsync(Audits.Ann, AuditActions.Exported, $"target {i}", "csv");
        }
    }
}
