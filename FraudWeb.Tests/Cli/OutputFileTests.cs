using System.Diagnostics;
using System.Runtime.Versioning;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class OutputFileTests(TrainedModel trained) : IClassFixture<TrainedModel>, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Group = OwnerOnly | UnixFileMode.GroupRead;

    private readonly CliProcess _cli = new();

    private static string CardHeader => string.Join(',', TransactionSchema.Default.Fields.Select(one => one.Name));

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(OwnerOnly)]
    [InlineData(Group)]
    public async Task A_file_that_is_replaced_keeps_its_permissions_and_its_rejected_rows_get_them(UnixFileMode mode)
    {
        _cli.Write("in.csv", $"{CardHeader}\n1,2,Food,0,0,50,1,40\n-1,2,Food,0,0,50,1,40\n");
        _cli.Write("out.csv", "before");
        File.SetUnixFileMode(_cli.PathOf("out.csv"), mode);

        Assert.Equal(0, (await ScoreAsync("in.csv", "out.csv", "--bad-rows", "skip")).ExitCode);
        Assert.StartsWith(CardHeader, _cli.Read("out.csv"), StringComparison.Ordinal);
        Assert.Equal((mode, mode),
            (File.GetUnixFileMode(_cli.PathOf("out.csv")), File.GetUnixFileMode(_cli.PathOf("out.rejected.csv"))));
    }

    [Fact]
    public async Task Rejected_rows_of_an_earlier_run_do_not_stay_beside_an_output_without_any()
    {
        _cli.Write("bad.csv", $"{CardHeader}\n-1,2,Food,0,0,50,1,40\n");
        _cli.Write("good.csv", $"{CardHeader}\n1,2,Food,0,0,50,1,40\n");
        await ScoreAsync("bad.csv", "out.csv", "--bad-rows", "skip");
        Assert.True(File.Exists(_cli.PathOf("out.rejected.csv")));

        Assert.Equal(0, (await ScoreAsync("good.csv", "out.csv")).ExitCode);
        Assert.False(File.Exists(_cli.PathOf("out.rejected.csv")));

        _cli.Write("out.rejected.csv", "a file of somebody else");
        await ScoreAsync("good.csv", "out.csv");
        Assert.Equal("a file of somebody else", _cli.Read("out.rejected.csv"));
    }

    [Fact]
    public async Task Rejected_rows_that_are_scored_again_are_not_overwritten()
    {
        _cli.Write("out.rejected.csv", $"line,reason,{CardHeader}\n2,x,1,2,Food,0,0,50,1,40\n3,x,-1,2,Food,0,0,50,1,40\n");
        var before = _cli.Read("out.rejected.csv");

        var refused = await ScoreAsync("out.rejected.csv", "out.csv", "--bad-rows", "skip");

        Assert.Equal((2, "out.rejected.csv: is the input, and bad rows would be written to it; name another --output"),
            (refused.ExitCode, refused.Error.Trim()));
        Assert.Equal(before, _cli.Read("out.rejected.csv"));
    }

    [Fact]
    public async Task No_input_of_a_command_is_replaced_by_its_output()
    {
        File.Copy(trained.Model, _cli.PathOf("m.fraudmodel"));
        _cli.Write("s.json", TransactionSchema.Default.Json);
        _cli.Write("p.json", """{ "threshold": 0.4 }""");
        foreach (var command in new[]
        {
            $"score --model m.fraudmodel --data {trained.Data} --output m.fraudmodel",
            $"score --model m.fraudmodel --data {trained.Data} --output p.json --policy p.json",
            $"train --data {trained.Data} --schema s.json --output s.json",
            "export --model m.fraudmodel --format mlnet --output m.fraudmodel",
        })
        {
            var result = await _cli.RunAsync(command.Split(' '));
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("is also the input", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(await File.ReadAllBytesAsync(trained.Model), await File.ReadAllBytesAsync(_cli.PathOf("m.fraudmodel")));
        Assert.Equal(TransactionSchema.Default.Json, _cli.Read("s.json"));
    }

    [Fact]
    public async Task A_named_pipe_gets_the_rows_and_stays_a_pipe()
    {
        _cli.Write("in.csv", $"{CardHeader}\n1,2,Food,0,0,50,1,40\n");
        using (var made = Process.Start("mkfifo", [_cli.PathOf("pipe")]))
        {
            await made.WaitForExitAsync();
        }

        using var reader = Process.Start(new ProcessStartInfo("cat", [_cli.PathOf("pipe")]) { RedirectStandardOutput = true })!;
        var read = reader.StandardOutput.ReadToEndAsync();
        Assert.Equal(0, (await ScoreAsync("in.csv", "pipe")).ExitCode);

        Assert.StartsWith($"{CardHeader},fraud_probability,is_fraud,risk_level\n1,2,Food", await read, StringComparison.Ordinal);
        Assert.Equal([_cli.PathOf("in.csv"), _cli.PathOf("pipe")], Directory.EnumerateFiles(_cli.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Standard_output_has_its_device_name_too()
    {
        _cli.Write("in.csv", $"{CardHeader}\n1,2,Food,0,0,50,1,40\n");

        var result = await ScoreAsync("in.csv", "/dev/stdout");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith($"{CardHeader},fraud_probability,is_fraud,risk_level\n1,2,Food", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_quote_is_told_with_the_lines_that_were_skipped()
    {
        _cli.Write("in.csv", $"{CardHeader},note\n1,2,Food,0,0,50,1,40,a\n1,2,Food,0,0,50,1,40,\"b\n1,2,Food,0,0,50,1,40,c\n");

        var result = await ScoreAsync("in.csv", "out.csv", "--bad-rows", "skip");

        Assert.Contains("Skipped 1 bad row of 2 lines (a quote left open makes many lines one row); see out.rejected.csv.",
            result.Error, StringComparison.Ordinal);
        Assert.Contains("an open quote makes lines 3 to 4 one row", _cli.Read("out.rejected.csv"), StringComparison.Ordinal);
    }

    private Task<CliResult> ScoreAsync(string data, string output, params string[] more) =>
        _cli.RunAsync(["score", "--model", trained.Model, "--data", data, "--output", output, .. more]);
}
