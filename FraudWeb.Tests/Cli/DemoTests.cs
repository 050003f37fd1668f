using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class DemoTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task An_empty_store_gets_a_month_of_history_once()
    {
        var setting = $"--FraudWeb:DataDirectory={_cli.PathOf("data")}";
        var first = await _cli.RunAsync("demo", setting);
        var again = await _cli.RunAsync("demo", setting);

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("Stored 20,000 predictions of the last 30 days.", first.Error, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("The database already has predictions.", again.Error, StringComparison.Ordinal);
        using var database = Database.Open(_cli.PathOf("data"));
        Assert.Equal("cli", Assert.Single(await Audits.Of(database).PageAsync(new(Action: AuditActions.DemoLoaded), 10)).Actor);
        Assert.Equal(DemoHistory.Rows, (await new PredictionQueries(database).CountAsync(new HistoryFilter())).Value);
    }

    [Fact]
    public async Task Migrate_makes_the_database_and_may_run_again()
    {
        var setting = $"--FraudWeb:DataDirectory={_cli.PathOf("data")}";

        Assert.Equal(0, (await _cli.RunAsync("migrate", setting)).ExitCode);
        Assert.Equal(0, (await _cli.RunAsync("migrate", setting)).ExitCode);
        Assert.True(File.Exists(_cli.PathOf("data/fraudweb.db")));
    }

    [Fact, Trait("Requirement", "LC3")]
    public async Task An_unknown_setting_is_named()
    {
        var result = await _cli.RunAsync("demo", "--FraudWeb:Colour=red");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FraudWeb:Colour", result.Error, StringComparison.Ordinal);
    }
}
