using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class ArgumentTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory, Trait("Requirement", "LC3")]
    [InlineData("simulte --rows 1", "simulte")]
    [InlineData("simulate --seed 1 --output x.csv", "--rows")]
    [InlineData("simulate --rows 0 --output x.csv", "--rows must be a whole number from 1 to")]
    [InlineData("simulate --rows many --output x.csv", "many")]
    [InlineData("simulate --rows 10 --seed -1 --output x.csv", "-1")]
    [InlineData("simulate --rows 10 --from tomorrow --output x.csv", "'tomorrow' must be a day")]
    [InlineData("simulate --rows 10 --output x.csv --colour red", "--colour")]
    [InlineData("train --output x.fraudmodel", "--data")]
    [InlineData("train --data x.csv --output x.fraudmodel --trainer oracle", "oracle")]
    [InlineData("train --data x.csv --output x.fraudmodel --trees ten", "--trees must be a whole number, but is 'ten'")]
    [InlineData("train --data x.csv --output x.fraudmodel --trees 0", "Trees is 0, allowed is 1 to 10000")]
    [InlineData("train --data x.csv --output x.fraudmodel --learning-rate 0,1", "0,1")]
    [InlineData("train --data x.csv --output x.fraudmodel --holdout 1.5", "--holdout must be a number from 0 to")]
    [InlineData("train --data x.csv --output x.fraudmodel --holdout 0.3 --time-column t", "exclude each other")]
    [InlineData("train --data x.csv --output x.fraudmodel --bad-rows ignore", "ignore")]
    [InlineData("train --data x.csv --output ", "--output is empty")]
    [InlineData("score --data d --output o --model ", "--model is empty")]
    [InlineData("score --model m --data d", "--output")]
    [InlineData("score --model m --data d --output o --explain -1", "--explain must be a whole number from 0 to")]
    [InlineData("evaluate --model m --data d --threshold 2", "--threshold must be a number from 0 to 1")]
    [InlineData("inspect", "--model")]
    [InlineData("demo --days 3", "'--days' is no setting")]
    [InlineData("migrate now", "'now' is no setting")]
    [InlineData("migrate --FraudWeb:DataDirectory=", "--FraudWeb:DataDirectory has no value")]
    [InlineData("serve stray", "'stray' is no setting")]
    [InlineData("serve --DataDirectory=/wanted", "'--DataDirectory' is no setting")]
    [InlineData("serve --url=http://127.0.0.1:6001", "'--url' is no setting")]
    [InlineData("--url http://127.0.0.1:6001", "'--url' is no setting")]
    [InlineData("serve --urls", "--urls has no value")]
    [InlineData("serve --urls http://127.0.0.1:6001 stray", "'stray' is no setting")]
    [InlineData("serve --FraudWeb:DataDirectory= --urls=http://127.0.0.1:6001", "--FraudWeb:DataDirectory has no value")]
    [InlineData("-v", "'-v' is no setting")]
    [InlineData("verify stray", "'stray' is no setting")]
    [InlineData("purge stray", "'stray' is no setting")]
    [InlineData("erase --transaction-id x stray", "'stray' is no setting")]
    [InlineData("export-person --transaction-id x --output x.json stray", "'stray' is no setting")]
    [InlineData("create-key --name x --scope read stray", "'stray' is no setting")]
    [InlineData("create-user --email a@example.com --role analyst stray", "'stray' is no setting")]
    [InlineData("reset-user --email a@example.com stray", "'stray' is no setting")]
    [InlineData("simulate --rows 1 --output x.csv stray", "stray")]
    [InlineData("schema --data x.csv stray", "stray")]
    [InlineData("export --model m --format mlnet --output x.zip stray", "stray")]
    public async Task Wrong_arguments_end_with_2_and_name_the_fault(string arguments, string told)
    {
        var result = await _cli.RunAsync(arguments.Split(' '));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cli.Folder));
    }

    [Theory]
    [InlineData("--help", "simulate")]
    [InlineData("serve --help", "--urls")]
    [InlineData("train --help", "--learning-rate")]
    [InlineData("score -h", "--explain")]
    public async Task Help_is_given(string arguments, string told)
    {
        var result = await _cli.RunAsync(arguments.Split(' '));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(told, result.Output, StringComparison.Ordinal);
    }
}
