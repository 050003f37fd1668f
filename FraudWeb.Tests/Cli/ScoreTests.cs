using System.Globalization;
using System.Text.Json;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class ScoreTests(TrainedModel trained) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Every_row_comes_back_with_the_very_digits_that_the_model_gives()
    {
        var result = await _cli.RunAsync("score", "--model", trained.Model, "--data", trained.Data, "--output", "out.csv");
        var input = await File.ReadAllLinesAsync(trained.Data);
        var output = _cli.Read("out.csv").Split('\n');
        var (model, _) = ModelFile.Read(trained.Model);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("The file already has the label is_fraud; the verdict is the second column of that name.\nScored 4,000 rows; ",
            result.Error, StringComparison.Ordinal);
        Assert.Equal(input[0] + ",fraud_probability,is_fraud,risk_level", output[0]);
        using var rows = new CsvRows(File.OpenRead(trained.Data), "data.csv");
        var csv = new TransactionCsv(rows, model.Schema);
        var values = new double[8];
        for (var i = 1; rows.Read(); i++)
        {
            Assert.Null(csv.Read(values));
            var probability = model.Score(values).Probability;
            var risk = probability >= 0.7 ? "HIGH" : probability >= 0.3 ? "MEDIUM" : "LOW";
            Assert.Equal(
                FormattableString.Invariant($"{input[i]},{JsonSerializer.Serialize(probability)},{(probability >= 0.5 ? 1 : 0)},{risk}"),
                output[i]);
        }
    }

    [Fact]
    public async Task Reasons_stand_in_columns_of_their_own()
    {
        var result = await _cli.RunAsync("score", "--model", trained.Model, "--data", trained.Data, "--output", "-", "--explain", "2");
        var lines = result.Output.Split('\n');

        Assert.EndsWith(
            ",fraud_probability,is_fraud,risk_level,reason_1,contribution_1,reason_2,contribution_2", lines[0], StringComparison.Ordinal);
        var cells = lines[1].Split(',');
        Assert.True(TransactionSchema.Default.PositionOf(cells[^4]) >= 0);
        Assert.True(Math.Abs(double.Parse(cells[^3], CultureInfo.InvariantCulture)) >= Math.Abs(
            double.Parse(cells[^1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_stream_goes_through_and_its_summary_to_standard_error()
    {
        var head = string.Join('\n', (await File.ReadAllLinesAsync(trained.Data)).Take(11)) + "\n";
        var result = await _cli.RunAsync(["score", "--model", trained.Model, "--data", "-", "--output", "-"], head);

        Assert.Equal((0, 11), (result.ExitCode, result.Output.Count(letter => letter == '\n')));
        Assert.Contains("\nScored 10 rows; ", result.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN10")]
    public async Task A_bad_row_stops_with_all_its_faults_and_leaves_no_file()
    {
        _cli.Write("in.csv", (await File.ReadAllTextAsync(trained.Data)).Insert(
            (await File.ReadAllTextAsync(trained.Data)).Length, "x,-5,25,Food,0,0,50,1,40,0,t\n"));
        var result = await _cli.RunAsync("score", "--model", trained.Model, "--data", "in.csv", "--output", "out.csv");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(
            "\nin.csv:4002: amount: must be at least 0, but is -5\nin.csv:4002: transaction_hour: must be at most 23, but is 25\n",
            result.Error, StringComparison.Ordinal);
        Assert.Equal([_cli.PathOf("in.csv")], Directory.EnumerateFiles(_cli.Folder));
    }

    [Fact, Trait("Requirement", "IN10")]
    public async Task Bad_rows_can_be_skipped_and_are_written_aside()
    {
        _cli.Write("in.csv", $"note,{CardHeader}\n=a,1,2,Food,0,0,50,1,40\nb,-1,2,Food,0,0,50,1,40\nc,1,2,Food,0,0,50,1,40\n");
        var result = await _cli.RunAsync(
            "score", "--model", trained.Model, "--data", "in.csv", "--output", "out.csv", "--bad-rows", "skip");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Skipped 1 bad row; see out.rejected.csv.", result.Error, StringComparison.Ordinal);
        Assert.Equal(["note", "\"'=a\"", "c"],
            _cli.Read("out.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')[0]));
        Assert.Equal($"line,reason,note,{CardHeader}\n3,\"amount: must be at least 0, but is -1\",b,-1,2,Food,0,0,50,1,40\n",
            _cli.Read("out.rejected.csv"));
    }

    [Theory]
    [InlineData("missing.fraudmodel", "in.csv", "missing.fraudmodel")]
    [InlineData("in.csv", "in.csv", "not a model file")]
    [InlineData("", "missing.csv", "missing.csv: there is no such file")]
    [InlineData("", ".", "is a folder")]
    public async Task What_can_not_be_read_is_named(string model, string data, string told)
    {
        _cli.Write("in.csv", $"{CardHeader}\n");
        var result = await _cli.RunAsync(
            "score", "--model", model.Length > 0 ? model : trained.Model, "--data", data, "--output", "out.csv");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task Ctrl_C_and_a_closed_terminal_leave_no_file(string signal)
    {
        var rows = string.Concat(Enumerable.Repeat("1,2,Food,0,0,50,1,40\n", 100_000));
        await using (var big = File.CreateText(_cli.PathOf("in.csv")))
        {
            await big.WriteAsync($"{CardHeader}\n");
            for (var i = 0; i < 40; i++)
            {
                await big.WriteAsync(rows);
            }
        }

        var result = await _cli.SignalAsync(signal, () => Directory.EnumerateFiles(_cli.Folder, ".*.tmp").Any(), "score", "--model",
            trained.Model, "--data", "in.csv", "--output", "out.csv", "--explain", "8");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith("Stopped; nothing was written.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal([_cli.PathOf("in.csv")], Directory.EnumerateFiles(_cli.Folder));
    }

    private static string CardHeader => string.Join(',', TransactionSchema.Default.Fields.Select(one => one.Name));
}
