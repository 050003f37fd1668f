using System.Text.Json;
using System.Text.Json.Nodes;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class TrainTests(TrainedModel trained) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void It_prints_the_evaluation_and_names_ignored_columns_once()
    {
        Assert.Contains("average precision", trained.Training.Output, StringComparison.Ordinal);
        Assert.Matches(@"\njudged on           20% by chance \(800 rows, \d+ of them fraud, seed 1\)\n", trained.Training.Output);
        Assert.StartsWith("Ignored a column that schema card-transactions does not name: event_time.\n", trained.Training.Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boosting")]
    [InlineData("forest")]
    [InlineData("logistic")]
    public async Task Every_trainer_makes_a_model_file(string trainer)
    {
        var result = await _cli.RunAsync("train", "--data", trained.Data, "--output", "m.fraudmodel", "--trainer", trainer, "--json");
        var report = JsonElement.Parse(result.Output).GetProperty("report");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(trainer, report.GetProperty("trainer").GetString());
        Assert.InRange(report.GetProperty("holdout").GetProperty("auc").GetDouble(), 0.8, 1);
        Assert.Equal(JsonElement.Parse(result.Output).GetProperty("hash").GetString(), ModelFile.Read(_cli.PathOf("m.fraudmodel")).Hash);
    }

    [Fact]
    public async Task The_options_reach_the_trainer()
    {
        var result = await _cli.RunAsync(
            "train", "--data", trained.Data, "--output", "m.fraudmodel", "--trainer", "boosting",
            "--trees", "7", "--ensemble", "2", "--leaves", "5", "--learning-rate", "0.25", "--min-leaf", "3", "--seed", "9", "--json");
        var parameters = JsonElement.Parse(result.Output).GetProperty("report").GetProperty("parameters");

        Assert.Equal(["7", "2", "5", "0.25", "3", "9"],
            new[] { "trees", "ensemble", "leaves", "learning_rate", "min_leaf", "seed" }
                .Select(name => parameters.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task A_time_column_sets_the_latest_rows_apart()
    {
        var result = await _cli.RunAsync(
            "train", "--data", trained.Data, "--output", "m.fraudmodel", "--trainer", "boosting", "--trees", "5", "--time-column",
                "event_time");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("Ignored", result.Error, StringComparison.Ordinal);
        Assert.Matches(
            @"\njudged on           the latest 20% \(800 rows, \d+ of them fraud, "
                + @"from 2026-01-\d\d \d\d:\d\d:\d\d UTC on, column event_time\)\n",
            result.Output);
    }

    [Fact]
    public async Task It_trains_again_on_all_rows_unless_told_not_to()
    {
        string[] training = ["train", "--data", trained.Data, "--trainer", "boosting", "--trees", "5"];
        var again = await _cli.RunAsync([.. training, "--output", "again.fraudmodel"]);
        var once = await _cli.RunAsync([.. training, "--output", "once.fraudmodel", "--no-refit"]);

        Assert.Matches(@"\ntrained on          all 4,000 rows, \d+ of them fraud; judged after training on 3,200 of them\n", again.Output);
        Assert.Matches(@"\ntrained on          3,200 rows, \d+ of them fraud\n", once.Output);
        Assert.Equal(3_200, ModelFile.Read(_cli.PathOf("again.fraudmodel")).Model.Report.JudgedTrainingRows);
        Assert.Equal(3_200, ModelFile.Read(_cli.PathOf("once.fraudmodel")).Model.Report.TrainingRows);
        Assert.Equal(Measures(again), Measures(once));

        static string Measures(CliResult result) => result.Output.Split("rows judged")[1].Split("hash")[0];
    }

    [Fact]
    public async Task Without_a_trainer_named_it_compares_them_and_inspect_shows_the_comparison()
    {
        var result = await _cli.RunAsync("train", "--data", trained.Data, "--output", "m.fraudmodel", "--trees", "20");
        var inspected = await _cli.RunAsync("inspect", "--model", "m.fraudmodel");
        var report = JsonElement.Parse((await _cli.RunAsync("inspect", "--model", "m.fraudmodel", "--json")).Output).GetProperty("report");

        Assert.Equal(0, result.ExitCode);
        const string table = @"\ntrainers compared .*\n  \w+ +0\.\d{4} +chosen\n"
            + @"  \w+ +0\.\d{4} +0\.\d{4}, -?0\.\d{4} to 0\.\d{4} +\d+\.\d%\n";
        Assert.Matches(table, result.Output);
        Assert.Matches(table, inspected.Output);
        Assert.Equal(report.GetProperty("trainer").GetString(), report.GetProperty("candidates")[0].GetProperty("trainer").GetString());
        Assert.Equal(4_000, report.GetProperty("training_rows").GetInt32());
    }

    [Fact]
    public async Task A_monotone_field_keeps_trainers_out_that_cannot_hold_it_and_one_that_is_named_warns()
    {
        var schema = JsonNode.Parse(TransactionSchema.Default.Json)!;
        schema["fields"]!.AsArray().Single(field => (string?)field!["name"] == "device_trust_score")!["monotone"] = "decreasing";
        _cli.Write("schema.json", schema.ToJsonString());
        string[] training = ["train", "--data", trained.Data, "--output", "m.fraudmodel", "--schema", "schema.json", "--trees", "20"];
        var compared = await _cli.RunAsync(training);
        var inspected = await _cli.RunAsync("inspect", "--model", "m.fraudmodel");
        var named = await _cli.RunAsync([.. training, "--trainer", "fasttree"]);

        const string table = @"\n  boosting +0\.\d{4} +chosen"
            + @"\n  fasttree +excluded: it can't hold the monotone constraint on device_trust_score"
            + @"\n  logistic +excluded: ";
        Assert.Matches(table, compared.Output);
        Assert.Matches(table, inspected.Output);
        Assert.Contains("\nwarning             fasttree can't hold the monotone constraint on device_trust_score", named.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holdout_without_frauds_is_said_to_measure_nothing()
    {
        var rows = Enumerable.Range(0, 400).Select(i => $"{i * 7 % 100},{i},{(i < 300 && i % 10 == 0 ? 1 : 0)}\n");
        _cli.Write("data.csv", "price,at,bad\n" + string.Concat(rows));
        _cli.Write("schema.json", """
            { "name": "s", "label": "bad", "timestamp": "at", "fields": [ { "name": "price", "kind": "number" } ] }
            """);
        string[] training = ["train", "--data", "data.csv", "--output", "m.fraudmodel", "--schema", "schema.json"];
        var text = await _cli.RunAsync(training);
        var json = await _cli.RunAsync([.. training, "--json"]);

        Assert.Contains("\nAUC                 n/a\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("\nwarning             All rows judged are legitimate", text.Output, StringComparison.Ordinal);
        var holdout = JsonElement.Parse(json.Output).GetProperty("report").GetProperty("holdout");
        Assert.Equal(JsonValueKind.Null, holdout.GetProperty("auc").ValueKind);
        Assert.Equal(0, (await _cli.RunAsync("inspect", "--model", "m.fraudmodel")).ExitCode);
    }

    [Fact]
    public async Task The_data_file_is_not_replaced_by_what_is_made_of_it()
    {
        File.Copy(trained.Data, _cli.PathOf("data.csv"));
        File.CreateSymbolicLink(_cli.PathOf("link.csv"), "data.csv");
        string[] commands =
        [
            "train --data data.csv --output ./data.csv", "train --data link.csv --output data.csv",
                "schema --data data.csv --output link.csv",
        ];
        foreach (var command in commands)
        {
            var result = await _cli.RunAsync(command.Split(' '));
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("is also the input", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(await File.ReadAllBytesAsync(trained.Data), await File.ReadAllBytesAsync(_cli.PathOf("data.csv")));
    }

    [Fact]
    public async Task Without_a_holdout_it_learns_from_all_rows()
    {
        var result = await _cli.RunAsync(
            "train", "--data", trained.Data, "--output", "m.fraudmodel", "--trees", "5", "--holdout", "0", "--json");
        var report = JsonElement.Parse(result.Output).GetProperty("report");

        Assert.Equal(
            (4_000, JsonValueKind.Null), (report.GetProperty("training_rows").GetInt32(), report.GetProperty("holdout").ValueKind));
    }

    [Fact]
    public async Task Data_comes_from_standard_input_too()
    {
        var result = await _cli.RunAsync(
            ["train", "--data", "-", "--output", "m.fraudmodel", "--trees", "5"], await File.ReadAllTextAsync(trained.Data));

        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(_cli.PathOf("m.fraudmodel")));
    }

    [Fact]
    public async Task Columns_that_do_not_fit_the_default_schema_are_named_with_how_to_write_a_schema()
    {
        _cli.Write("own.csv", "price,shop,is_fraud\n1,a,0\n");
        var result = await _cli.RunAsync("train", "--data", "own.csv", "--output", "m.fraudmodel");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("own.csv:1: lacks the columns amount, transaction_hour,", result.Error, StringComparison.Ordinal);
        Assert.Contains("it has price, shop, is_fraud", result.Error, StringComparison.Ordinal);
        Assert.Contains("--schema FILE", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"price\"", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_is_neither_0_nor_1_stops_with_its_place()
    {
        _cli.Write("data.csv", WithLabel("2"));
        var result = await _cli.RunAsync("train", "--data", "data.csv", "--output", "m.fraudmodel");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(
            "data.csv:2: is_fraud: must be 0, 1, true or false, but is 2; ", result.Error.Trim(), StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.PathOf("m.fraudmodel")));
    }

    [Fact]
    public async Task Bad_rows_can_be_skipped_and_are_written_aside()
    {
        _cli.Write("data.csv", WithLabel("maybe"));
        var result = await _cli.RunAsync("train", "--data", "data.csv", "--output", "m.fraudmodel", "--trees", "5", "--bad-rows", "skip");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Skipped 1 bad row; see m.rejected.csv.", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("line,reason,transaction_id,amount", _cli.Read("m.rejected.csv"), StringComparison.Ordinal);
        Assert.Contains("\n2,\"is_fraud: must be 0, 1, true or false, but is 'maybe'; list other texts as positive or negative in the "
            + "schema\",1,", _cli.Read("m.rejected.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transaction_id,amount\n", "lacks the columns")]
    [InlineData("", "is empty")]
    public async Task A_file_that_can_not_be_read_ends_with_1(string text, string told)
    {
        _cli.Write("data.csv", text);
        var result = await _cli.RunAsync("train", "--data", "data.csv", "--output", "m.fraudmodel");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_one_class_only_teach_nothing()
    {
        var lines = (await File.ReadAllLinesAsync(trained.Data)).Where(line => line.Split(',')[9] != "1");
        _cli.Write("data.csv", string.Join('\n', lines));
        var result = await _cli.RunAsync("train", "--data", "data.csv", "--output", "m.fraudmodel");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("legitimate", result.Error, StringComparison.Ordinal);
        Assert.Equal([_cli.PathOf("data.csv")], Directory.EnumerateFiles(_cli.Folder));
    }

    [Fact]
    public async Task A_bad_schema_file_is_told_with_all_its_faults()
    {
        _cli.Write("schema.json", """{ "fields": [ { "name": "a" } ] }""");
        var result = await _cli.RunAsync("train", "--data", trained.Data, "--output", "m.fraudmodel", "--schema", "schema.json");

        Assert.Equal(1, result.ExitCode);
        Assert.All(["schema.json: ", "name: is required", "kind: is required"], told =>
            Assert.Contains(told, result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_schema_of_ones_own_is_proposed_learned_and_scored()
    {
        _cli.Write("shop.csv", "price,way,bad\n"
            + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i},{(i % 3 == 0 ? "web" : "desk")},{(i > 300 ? 1 : 0)}\n")));

        Assert.Equal(0, (await _cli.RunAsync("schema", "--data", "shop.csv", "--label", "bad", "--output", "schema.json")).ExitCode);
        Assert.Equal(
            0, (await _cli.RunAsync("train", "--data", "shop.csv", "--output", "m.fraudmodel", "--schema", "schema.json")).ExitCode);
        var scored = await _cli.RunAsync("score", "--model", "m.fraudmodel", "--data", "shop.csv", "--output", "-");
        Assert.Equal(0, scored.ExitCode);
        Assert.EndsWith(",HIGH", scored.Output.TrimEnd(), StringComparison.Ordinal);
    }

    private string WithLabel(string label)
    {
        var lines = File.ReadAllLines(trained.Data);
        var cells = lines[1].Split(',');
        cells[9] = label;
        lines[1] = string.Join(',', cells);
        return string.Join('\n', lines);
    }
}
