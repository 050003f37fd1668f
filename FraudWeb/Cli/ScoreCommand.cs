using System.CommandLine;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary><c>score</c>: appends probability, verdict and reasons to every row of a CSV file.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "The model file.", Required = true };
        var data = new Option<string>("--data")
        {
            Description = "The CSV file to score, plain or gzip; - is standard input.",
            Required = true,
        };
        var output = new Option<string>("--output")
        {
            Description = "The CSV file to write; .gz compresses it, - is standard output.",
            Required = true,
        };
        var explain = new Option<int>("--explain") { Description = "Add the N strongest reasons to every row.", HelpName = "N" }
            .Within(0, 2_000);
        var policy = new Option<string>("--policy")
        {
            Description = "A JSON file with threshold, medium_from, high_from and auto_decline. Without it the settings decide, "
                + "such as FraudWeb__Policy__Threshold in the environment.",
            HelpName = "FILE",
        };
        var badRows = RejectedFile.Option();
        var command = new Command("score", "Append fraud_probability, is_fraud and risk_level to every row of a CSV file, in input order.")
        {
            model, data, output, explain, policy, badRows,
        };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            OutputFile.RequireOther(parsed.GetRequiredValue(output), parsed.GetRequiredValue(model), parsed.GetValue(policy));
            var (scorer, _) = ModelFile.Read(parsed.GetRequiredValue(model));
            var decider = new Decider(scorer, PolicyFile.Read(parsed.GetValue(policy)));
            using var input = InputFile.Open(parsed.GetRequiredValue(data));
            using var rows = input.Rows();
            using var file = OutputFile.Create(parsed.GetRequiredValue(output));
            using var rejected = new RejectedFile(
                parsed.GetRequiredValue(badRows), parsed.GetRequiredValue(output), parsed.GetRequiredValue(data));
            var scoring = new CsvScoring(decider, parsed.GetValue(explain));
            if (scorer.Schema.Label is { } label && rows.PositionOf(label) >= 0
                && scoring.AddedColumns.Contains(label, StringComparer.Ordinal))
            {
                await Console.Error.WriteLineAsync(
                    $"The file already has the label {label}; the verdict is the second column of that name.");
            }

            CsvScoringResult result;
            using (var progress = new ProgressLine(TimeProvider.System))
            {
                result = await scoring.RunAsync(rows, file.Stream, rejected.Rows, progress.Rows(_ => input.Share), cancel);
            }

            await rejected.CompleteAsync();
            file.Complete();
            await ReportAsync(result);
        }));
        return command;
    }

    private static async Task ReportAsync(CsvScoringResult result)
    {
        if (result.Failed > 0)
        {
            await Console.Error.WriteLineAsync(
                $"The model failed to score {result.Failed:N0} {(result.Failed == 1 ? "row" : "rows")}; such rows have no probability "
                    + "and the risk level MEDIUM.");
        }

        await Console.Error.WriteLineAsync($"Scored {result.Rows:N0} rows; {result.Frauds:N0} count as fraud.");
    }
}
