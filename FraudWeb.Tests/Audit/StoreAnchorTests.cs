using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Audit;

public class StoreAnchorTests
{
    // The two attacks on an audit log whose ends can be written too.
    public static TheoryData<string, string, int> Attacks => new()
    {
        {
            "CREATE TABLE x AS SELECT * FROM audit_ends",
            """
            DELETE FROM audit WHERE id > (SELECT last_id FROM x); DELETE FROM audit_ends; INSERT INTO audit_ends SELECT * FROM x;
            DROP TABLE x
            """,
            3
        },
        { "SELECT 1", "DELETE FROM audit; DELETE FROM audit_ends; UPDATE accounts SET last_sign_in_at = NULL", 8 },
    };

    [Theory, Trait("Requirement", "AD1")]
    [MemberData(nameof(Attacks))]
    public async Task A_log_that_is_set_back_under_a_running_program_is_found_and_what_follows_does_not_hide_it(
        string before, string after, int missing)
    {
        await using var store = new TestStore();
        var (audit, anchor) = Audits.Anchored(store.Database);
        using var closing = anchor;
        await audit.OpenAnchorAsync();
        await AppendAsync(audit, 5);
        Execute(store.Database, before);
        await AppendAsync(audit, 3);

        Execute(store.Database, after);

        Assert.NotNull((await audit.VerifyAsync()).Fault);
        Assert.Equal(8 - missing, (await audit.PageAsync(new(), 10)).Count);
        await AppendAsync(audit, 2);
        Assert.NotNull((await audit.VerifyAsync()).Fault);
        var newest = (await audit.PageAsync(new(), 3)).Select(entry => (entry.Id, entry.Action));
        Assert.Equal([(11, AuditActions.Exported), (10, AuditActions.Exported), (9, AuditActions.Tampered)], newest);
    }

    [Theory, Trait("Requirement", "AD1"), Trait("Requirement", "DB5")]
    [MemberData(nameof(Attacks))]
    public async Task A_log_that_was_set_back_is_refused_at_the_next_start_until_its_loss_is_accepted(
        string before, string after, int missing)
    {
        await using var store = new TestStore();
        await WithAnchorAsync(store, async audit =>
        {
            await AppendAsync(audit, 5);
            Execute(store.Database, before);
            await AppendAsync(audit, 3);
        });
        Execute(store.Database, after);

        AssertRefused(store.Folder, $"{missing} audit entries that were stored are missing");

        using (var database = Database.Open(store.Folder, acceptsLoss: true))
        {
            var (audit, anchor) = Audits.Anchored(database);
            using var closing = anchor;
            await audit.OpenAnchorAsync();
            var entry = Assert.Single(await audit.PageAsync(new(Action: AuditActions.LossAccepted), 10));
            Assert.Equal("system", entry.Actor);
            Assert.Contains($"{missing} audit entries", entry.Detail, StringComparison.Ordinal);
        }

        await WithAnchorAsync(store, async audit => Assert.Null((await audit.VerifyAsync()).Fault));
    }

    [Fact, Trait("Requirement", "AD1")]
    public async Task A_log_that_was_set_back_and_has_grown_past_its_anchor_is_found()
    {
        await using var store = new TestStore();
        await WithAnchorAsync(store, audit => AppendAsync(audit, 3));
        Execute(store.Database, "CREATE TABLE x AS SELECT * FROM audit_ends");
        await WithAnchorAsync(store, audit => AppendAsync(audit, 2));
        Execute(store.Database, """
            DELETE FROM audit WHERE id > 3; DELETE FROM audit_ends; INSERT INTO audit_ends SELECT * FROM x; DROP TABLE x
            """);
        await AppendAsync(store.Audit, 4);

        AssertRefused(store.Folder, "does not have the audit entry 5 that was written: the audit log was set back");
    }

    [Fact, Trait("Requirement", "AD1"), Trait("Requirement", "DB5")]
    public async Task Retention_and_erasure_are_no_loss()
    {
        await using var store = new TestStore();
        var clock = new MovableClock(TestStore.Start);
        await WithAnchorAsync(
            store,
            async audit =>
            {
                await store.Log.AppendAsync(store.Make(new Random(1), 50));
                await AppendAsync(audit, 10);
                clock.Advance(TimeSpan.FromDays(10));
                await AppendAsync(audit, 1);
            },
            clock);

        await store.Database.WriteAsync(async context =>
        {
            await context.Predictions.ExecuteDeleteAsync();
            return await Audits.Of(store.Database, clock).DeleteBeforeAsync(context, TestStore.Start.AddDays(5));
        });

        await WithAnchorAsync(store, async audit => Assert.Equal(new AuditVerdict(1, null), await audit.VerifyAsync()));
        Assert.Contains("predictions 50\n", Anchor(store.Folder), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "DB5")]
    public async Task An_anchor_that_is_behind_the_database_refuses_nothing_and_catches_up()
    {
        await using var store = new TestStore();
        await WithAnchorAsync(store, audit => AppendAsync(audit, 1));
        var older = Anchor(store.Folder);
        await WithAnchorAsync(store, async audit =>
        {
            await store.Log.AppendAsync(store.Make(new Random(1), 20));
            await AppendAsync(audit, 2);
        });
        var newer = Anchor(store.Folder);
        File.WriteAllText(AnchorPath(store.Folder), older);

        await WithAnchorAsync(store, _ => Task.CompletedTask);

        Assert.Contains("audit 3\n", newer, StringComparison.Ordinal);
        Assert.Equal(newer, Anchor(store.Folder));
    }

    [Theory, Trait("Requirement", "AD1")]
    [InlineData("audit 2\n", "audit 1\n")]
    [InlineData("predictions 0\n", "predictions 9\n")]
    [InlineData("fraudweb-anchor 1", "fraudweb-anchor 2")]
    [InlineData("seal ", "seal 0")]
    public async Task An_anchor_that_was_edited_is_refused(string text, string edited)
    {
        await using var store = new TestStore();
        await WithAnchorAsync(store, audit => AppendAsync(audit, 2));
        var intact = Anchor(store.Folder);
        File.WriteAllText(AnchorPath(store.Folder), intact.Replace(text, edited, StringComparison.Ordinal));
        Assert.NotEqual(intact, Anchor(store.Folder));

        var refused = await Assert.ThrowsAsync<StorageException>(() => WithAnchorAsync(store, _ => Task.CompletedTask));

        Assert.DoesNotContain('\n', refused.Message);
        Assert.NotEqual(intact, Anchor(store.Folder));
    }

    [Fact, Trait("Requirement", "DB5")]
    public async Task Another_database_is_not_taken_for_that_of_the_folder()
    {
        await using var store = new TestStore();
        await using var other = new TestStore();
        await WithAnchorAsync(store, _ => Task.CompletedTask);
        await WithAnchorAsync(other, _ => Task.CompletedTask);
        File.Copy(AnchorPath(other.Folder), AnchorPath(store.Folder), overwrite: true);

        AssertRefused(store.Folder, "is not the database that belongs to this folder");
    }

    [Fact, Trait("Requirement", "AD1")]
    public async Task A_folder_without_an_anchor_gets_one_and_the_log_says_so()
    {
        await using var store = new TestStore();
        await AppendAsync(store.Audit, 3);

        await WithAnchorAsync(store, async audit => Assert.Equal(new AuditVerdict(4, null), await audit.VerifyAsync()));

        Assert.Contains("audit 4\n", Anchor(store.Folder), StringComparison.Ordinal);
        Assert.Single(await store.Audit.PageAsync(new(Action: AuditActions.AnchorMade), 10));
    }

    [Fact, Trait("Requirement", "AD1")]
    public async Task A_folder_without_an_anchor_whose_log_was_emptied_is_found()
    {
        await using var store = new AccessStore();
        await store.AddAsync();
        using var database = Database.Open(store.Folder);
        Execute(database, "DELETE FROM audit; DELETE FROM audit_ends; UPDATE accounts SET last_sign_in_at = NULL");

        var (audit, anchor) = Audits.Anchored(database);
        using var closing = anchor;
        await audit.OpenAnchorAsync();

        Assert.Contains("Before entry 1 ", (await audit.VerifyAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_anchor_follows_predictions_within_seconds_and_at_the_end_without_an_entry()
    {
        await using var store = new TestStore();
        var (audit, anchor) = Audits.Anchored(store.Database);
        await audit.OpenAnchorAsync();
        await using (var log = new PredictionLog(
            store.Database, store.Schemas, store.Feed, audit, TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<PredictionLog>.Instance))
        {
            await log.AppendAsync(store.Make(new Random(1), 7));
            for (var i = 0; i < 300 && !Anchor(store.Folder).Contains("predictions 7\n", StringComparison.Ordinal); i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            Assert.Contains("predictions 7\n", Anchor(store.Folder), StringComparison.Ordinal);
            await log.AppendAsync(store.Make(new Random(2), 2));
        }

        anchor.Dispose();
        Assert.Contains("predictions 9\n", Anchor(store.Folder), StringComparison.Ordinal);
    }

    private static string AnchorPath(string folder) => Path.Combine(folder, "keys", "audit.anchor");

    private static string Anchor(string folder) => File.ReadAllText(AnchorPath(folder));

    private static async Task AppendAsync(AuditLog audit, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await audit.AppendAsync(Audits.Ann, AuditActions.Exported);
        }
    }

    // As a program does that opens the folder, works, and ends.
    private static async Task WithAnchorAsync(TestStore store, Func<AuditLog, Task> work, TimeProvider? clock = null)
    {
        using var database = Database.Open(store.Folder);
        var (audit, anchor) = Audits.Anchored(database, clock);
        using var closing = anchor;
        await audit.OpenAnchorAsync();
        await work(audit);
    }

    private static void AssertRefused(string folder, string cause)
    {
        var refused = Assert.Throws<StorageException>(() => Database.Open(folder));
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-loss", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static void Execute(Database database, string sql)
    {
        using var connection = database.OpenWriter();
        SqliteConnections.Execute(connection, sql);
    }
}
