using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;

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
        using var database = Database.Open(_cli.PathOf("data"));
        using var connection = database.OpenWriter();
        SqliteConnections.Execute(connection, sql);
    }
}
