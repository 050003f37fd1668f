using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FraudWeb.Accounts;
using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Cli;

public sealed class PrivacyTests : IDisposable
{
    private readonly CliProcess _cli = new();

    private string Data => $"--FraudWeb:DataDirectory={_cli.PathOf("data")}";

    public void Dispose() => _cli.Dispose();

    [Fact, Trait("Requirement", "DP2"), Trait("Requirement", "DP3"), Trait("Requirement", "DP4"), Trait("Requirement", "AD1")]
    public async Task A_person_is_exported_then_erased_and_what_is_old_is_purged_after_a_dry_run()
    {
        await DoneAsync("demo", Data);
        var (id, other, prediction) = await PickAsync();

        await DoneAsync("export-person", "--transaction-id", id, "--transaction-id", $"#{prediction}", "--output", "person.json", Data);
        using (var person = JsonDocument.Parse(_cli.Read("person.json")))
        {
            Assert.Equal(
                [id, $"#{prediction}"], person.RootElement.GetProperty("kept_on").EnumerateArray().Select(kept => kept.GetString()));
            var records = person.RootElement.GetProperty("predictions").EnumerateArray().ToList();
            Assert.Equal([id, other], records.Select(record => record.GetProperty("prediction").GetProperty("transaction_id").GetString()));
            foreach (var record in records)
            {
                var reasons = record.GetProperty("reasons").EnumerateArray().ToList();
                Assert.Equal(
                    reasons.ToDictionary(
                        reason => reason.GetProperty("field").GetString()!, reason => reason.GetProperty("value").ToString()),
                    record.GetProperty("prediction").GetProperty("inputs").EnumerateObject()
                        .ToDictionary(input => input.Name, input => input.Value.ToString()));
                Assert.Equal(("fraud", "simulator"), (record.GetProperty("labels")[0].GetProperty("label").GetString(),
                    record.GetProperty("labels")[0].GetProperty("by").GetString()));
            }
        }

        Assert.Equal("Erased 1 prediction, 1 label.\n", (await DoneAsync("erase", "--transaction-id", id, Data)).Output);
        Assert.Equal("Erased nothing.\n", (await DoneAsync("erase", "--transaction-id", id, Data)).Output);
        var search = new System.Diagnostics.ProcessStartInfo("grep", ["-rlF", id, _cli.PathOf("data")]) { RedirectStandardOutput = true };
        using (var grep = System.Diagnostics.Process.Start(search)!)
        {
            Assert.Equal("", await grep.StandardOutput.ReadToEndAsync());
        }

        Assert.Contains("Nothing expires", (await DoneAsync("purge", Data)).Error, StringComparison.Ordinal);
        const string Keep = "--FraudWeb:Keep:PredictionsDays=10";
        var preview = Numbers((await DoneAsync("purge", "--dry-run", Data, Keep)).Output, "Would erase");
        var purged = Numbers((await DoneAsync("purge", Data, Keep)).Output, "Erased");
        Assert.InRange(preview.Predictions, 10_000, 19_000);
        // Time goes on from one command to the next.
        Assert.InRange(purged.Predictions - preview.Predictions, 0, 10);
        Assert.InRange(purged.Labels - preview.Labels, 0, 10);

        using var database = Database.Open(_cli.PathOf("data"));
        Assert.Null((await Audits.Of(database).PageAsync(new(Action: "sensitive_read"), 10)).FirstOrDefault(entry => entry.Actor != "cli"));
        Assert.Equal(
            ["demo_load", "sensitive_read", "sensitive_read", "sensitive_delete", "sensitive_delete", "retention_run", "retention_run"],
            (await Audits.Of(database).PageAsync(new(Actor: "cli"), 100)).Select(entry => entry.Action).Reverse());
    }

    [Fact, Trait("Requirement", "DP2")]
    public async Task A_folder_without_a_database_is_refused_and_none_is_made()
    {
        foreach (var command in (string[][])[
            ["purge"], ["erase", "--transaction-id", "a"], ["export-person", "--transaction-id", "a", "--output", "a.json"]])
        {
            var refused = await _cli.RunAsync([.. command, Data]);

            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("There is no fraudweb.db in", refused.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_cli.PathOf("data")));
        Assert.Equal(2, (await _cli.RunAsync("erase", Data)).ExitCode);
    }

    [Fact, Trait("Requirement", "DB6")]
    public async Task Beside_a_server_nothing_is_taken_out_and_it_is_said_where_it_can_be()
    {
        await using var server = await FraudWebServer.StartAsync();
        await server.PredictAsync(ApiCalls.Transaction());
        var data = $"--FraudWeb:DataDirectory={server.DataDirectory}";

        foreach (var command in (string[][])[["purge"], ["erase", "--transaction-id", "a"]])
        {
            var refused = await _cli.RunAsync([.. command, data, "--FraudWeb:Keep:PredictionsDays=1"]);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("FraudWeb is running on this data folder.", refused.Error, StringComparison.Ordinal);
        }

        await DoneAsync("purge", "--dry-run", data, "--FraudWeb:Keep:PredictionsDays=1");
        await server.StopAsync();
        Assert.Equal("Erased nothing.\n", (await DoneAsync("purge", data, "--FraudWeb:Keep:PredictionsDays=1")).Output);
    }

    private async Task<(string Id, string Other, PredictionId Prediction)> PickAsync()
    {
        using var database = Database.Open(_cli.PathOf("data"));
        await using var context = database.CreateDbContext();
        var frauds = await context.Predictions.Where(prediction => prediction.Label == Label.Fraud)
            .OrderByDescending(prediction => prediction.Id).Take(2).ToListAsync();
        return (frauds[0].TransactionId!, frauds[1].TransactionId!, frauds[1].Id);
    }

    private static (int Predictions, int Labels) Numbers(string output, string verb)
    {
        var match = Regex.Match(output, $"^{verb} ([0-9,]+) predictions, ([0-9,]+) labels\\.\n$");
        Assert.True(match.Success, output);
        return (Number(match.Groups[1].Value), Number(match.Groups[2].Value));

        static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private async Task<CliResult> DoneAsync(params string[] args)
    {
        var result = await _cli.RunAsync(args);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
