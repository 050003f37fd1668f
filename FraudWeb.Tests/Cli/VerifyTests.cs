using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FraudWeb.Tests.Cli;

public sealed class VerifyTests : IDisposable
{
    private readonly CliProcess _cli = new();

    private string Data => $"--FraudWeb:DataDirectory={_cli.PathOf("data")}";

    public void Dispose() => _cli.Dispose();

    [Fact, Trait("Requirement", "AD1")]
    public async Task What_was_changed_by_hand_is_told_with_where()
    {
        Assert.Equal(0, (await _cli.RunAsync("create-user", "--email", "ann@example.com", "--role", "analyst", Data)).ExitCode);
        var intact = await _cli.RunAsync("verify", Data);
        Assert.Equal((0, "database: as written\nmodels: as written\naudit log: as written\n"), (intact.ExitCode, intact.Output));

        Execute("UPDATE audit SET actor = 'user:9' WHERE id = 1");
        var changed = await _cli.RunAsync("verify", Data);

        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("audit log: FAULT", changed.Output, StringComparison.Ordinal);
        Assert.StartsWith("audit log: Entry 1 was changed", changed.Error, StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "AD1")]
    [InlineData(
        "CREATE TABLE x AS SELECT * FROM audit_ends",
        "DELETE FROM audit WHERE id > (SELECT last_id FROM x); DELETE FROM audit_ends; INSERT INTO audit_ends SELECT * FROM x; "
            + "DROP TABLE x", 2)]
    [InlineData(
        "SELECT 1", "DELETE FROM audit; DELETE FROM audit_ends; UPDATE accounts SET last_sign_in_at = NULL", 3)]
    public async Task An_audit_log_that_was_set_back_or_emptied_is_found_and_no_command_works_on_it(
        string before, string after, int missing)
    {
        Assert.Equal(0, (await _cli.RunAsync("create-user", "--email", "ann@example.com", "--role", "analyst", Data)).ExitCode);
        Execute(before);
        Assert.Equal(0, (await _cli.RunAsync("create-key", "--name", "evil", "--scope", "admin", Data)).ExitCode);
        Assert.Equal(0, (await _cli.RunAsync("create-user", "--email", "eve@example.com", "--role", "administrator", Data)).ExitCode);
        Execute(after);

        foreach (var command in (string[][])[["verify"], ["create-key", "--name", "more", "--scope", "score"]])
        {
            var refused = await _cli.RunAsync([.. command, Data]);

            Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
            Assert.Contains($"fraudweb.db is older than its anchor, or was cut: {missing} audit entries that were stored are missing. ",
                refused.Error, StringComparison.Ordinal);
            Assert.Equal(1, refused.Error.Count(letter => letter == '\n'));
        }
    }

    [Fact, Trait("Requirement", "DB5")]
    public async Task What_can_not_even_be_read_is_a_fault_and_hides_no_other()
    {
        Assert.Equal(0, (await _cli.RunAsync("create-user", "--email", "ann@example.com", "--role", "analyst", Data)).ExitCode);
        Execute("DROP TABLE models");

        var damaged = await _cli.RunAsync("verify", Data);

        Assert.Equal(1, damaged.ExitCode);
        Assert.Equal("database: as written\nmodels: FAULT\naudit log: as written\n", damaged.Output);
        Assert.Contains("models: can't be read: ", damaged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_verified_where_nothing_is()
    {
        var missing = await _cli.RunAsync("verify", Data);

        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("There is no fraudweb.db in", missing.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cli.PathOf("data")));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_cli.PathOf("data/fraudweb.db")};Pooling=False");
        connection.Open();
        SqliteConnections.Execute(connection, sql);
    }
}
