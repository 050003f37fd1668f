using System.CommandLine;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary><c>evaluate</c>: evaluates a model on a labelled CSV file.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "The model file.", Required = true };
        var data = new Option<string>("--data")
        {
            Description = "The labelled CSV file, plain or gzip; - is standard input.",
            Required = true,
        };
        var threshold = new Option<double>("--threshold")
        {
            Description = "The probability from which a row counts as flagged.",
            DefaultValueFactory = _ => new Policy().Threshold
        }.Within(0, 1);
        var json = new Option<bool>("--json") { Description = "Print the evaluation as JSON." };
        var badRows = RejectedFile.Option();
        var command = new Command("evaluate", "Evaluate a model on a labelled CSV file.") { model, data, threshold, json, badRows };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var (judged, _) = ModelFile.Read(parsed.GetRequiredValue(model));
            using var input = InputFile.Open(parsed.GetRequiredValue(data));
            using var rejected = new RejectedFile(parsed.GetRequiredValue(badRows), output: null, parsed.GetRequiredValue(data));
            var (probabilities, labels, read) = Score(judged, input, rejected.Rows, cancel);
            await LabelNotes.WriteAsync(read, judged.Schema);
            await rejected.CompleteAsync();
            await ReportText.WriteAsync(
                Console.Out, Metrics.Evaluate(probabilities, labels, parsed.GetValue(threshold)), parsed.GetValue(json));
        }));
        return command;
    }

    private static (double[] Probabilities, byte[] Labels, LabelledCsvResult Read) Score(
        FraudModel model, InputFile input, RejectedRows rejected, CancellationToken cancel)
    {
        using var rows = input.Rows();
        using var progress = new ProgressLine(TimeProvider.System);
        var (probabilities, labels) = (new List<double>(), new List<byte>());
        var read = LabelledCsv.Read(
            rows, Labelled(model.Schema), timeColumn: null, rejected, Take, progress.Rows(_ => input.Share), cancel);
        return labels.Count > 0 ? ([.. probabilities], [.. labels], read)
            : throw new CsvException($"{rows.Name}: has no {(read.Unlabelled > 0 ? "labelled " : "")}rows to evaluate the model on");

        void Take(ReadOnlySpan<double> values, bool isFraud, DateTimeOffset? time)
        {
            probabilities.Add(model.Score(values).Probability);
            labels.Add(isFraud ? (byte)1 : (byte)0);
        }
    }

    private static TransactionSchema Labelled(TransactionSchema schema) =>
        schema.Label is not null ? schema
            : throw new CommandException($"The model's schema, {schema.Name}, has no label, so the model can't be evaluated.");
}
