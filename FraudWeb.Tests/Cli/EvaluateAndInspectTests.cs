using System.Text.Json;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Cli;

public sealed class EvaluateAndInspectTests(TrainedModel trained) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Evaluate_prints_every_measure()
    {
        var result = await _cli.RunAsync("evaluate", "--model", trained.Model, "--data", trained.Data);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(["AUC", "average precision", "precision", "recall", "F1", "log loss", "Brier", "confusion"], told =>
            Assert.Contains(told, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evaluate_gives_JSON_whose_counts_add_up()
    {
        var result = await _cli.RunAsync("evaluate", "--model", trained.Model, "--data", trained.Data, "--json", "--threshold", "0.3");
        var json = JsonElement.Parse(result.Output);

        Assert.Equal(0.3, json.GetProperty("threshold").GetDouble());
        Assert.Equal(4_000, new[] { "true_positives", "false_positives", "true_negatives", "false_negatives" }.Sum(
            name => json.GetProperty(name).GetInt32()));
        Assert.InRange(json.GetProperty("average_precision").GetDouble(), 0.3, 1);
    }

    [Fact]
    public async Task Evaluate_needs_labels_and_rows()
    {
        var unlabelled = (await File.ReadAllTextAsync(trained.Data)).Replace("is_fraud", "was_fraud", StringComparison.Ordinal);
        var withoutLabel = await _cli.RunAsync(["evaluate", "--model", trained.Model, "--data", "-"], unlabelled);
        var withoutRows = await _cli.RunAsync(["evaluate", "--model", trained.Model, "--data", "-"],
            unlabelled.Split('\n')[0].Replace("was_fraud", "is_fraud", StringComparison.Ordinal));

        Assert.Equal((1, 1), (withoutLabel.ExitCode, withoutRows.ExitCode));
        Assert.Contains("standard input:1: lacks the column is_fraud", withoutLabel.Error, StringComparison.Ordinal);
        Assert.Contains("has no rows", withoutRows.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_prints_schema_parameters_metrics_importance_and_hash()
    {
        var result = await _cli.RunAsync("inspect", "--model", trained.Model);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(["hash  ", "card-transactions, 8 fields", "learning_rate", "average precision", "importance", "device_trust_score"],
            told => Assert.Contains(told, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inspect_gives_JSON()
    {
        var json = JsonElement.Parse((await _cli.RunAsync("inspect", "--model", trained.Model, "--json")).Output);

        Assert.Equal(64, json.GetProperty("hash").GetString()!.Length);
        Assert.Equal("card-transactions", json.GetProperty("schema").GetProperty("name").GetString());
        Assert.Equal(1, json.GetProperty("importance").EnumerateObject().Sum(pair => pair.Value.GetDouble()), 1e-9);
    }

    [Fact]
    public async Task A_model_file_that_was_changed_is_refused()
    {
        var bytes = await File.ReadAllBytesAsync(trained.Model);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(_cli.PathOf("changed.fraudmodel"), bytes);
        var result = await _cli.RunAsync("inspect", "--model", "changed.fraudmodel");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("changed.fraudmodel: The model file was changed", result.Error, StringComparison.Ordinal);
    }
}
