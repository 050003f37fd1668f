using System.CommandLine;
using System.Globalization;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary><c>train</c>: trains a model on a labelled CSV file and prints its metrics on rows that it has not seen.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new TrainArguments();
        var command = new Command("train",
            "Train a model on a labelled CSV file. "
            + "It is evaluated on held-out rows, the latest if rows have a time, and then trained again on all rows.");
        options.AddTo(command);
        command.SetAction((parsed, _) => Work.RunAsync(cancel => RunAsync(options, parsed, cancel)));
        return command;
    }

    private static async Task RunAsync(TrainArguments options, ParseResult parsed, CancellationToken cancel)
    {
        var (input, output) = (parsed.GetRequiredValue(options.Data), parsed.GetRequiredValue(options.Output));
        OutputFile.RequireOther(output, input, parsed.GetValue(options.Schema));
        var schema = SchemaFile.Read(parsed.GetValue(options.Schema));
        var plan = options.Plan(parsed);
        using var rejected = new RejectedFile(parsed.GetRequiredValue(options.BadRows), output, input);
        var (data, timeColumn) = await ReadAsync(options, parsed, schema, rejected.Rows, cancel);
        using var file = OutputFile.Create(output);
        var model = await TrainAsync(data, plan with { TimeColumn = timeColumn }, cancel);

        var (bytes, hash) = ModelFile.ToBytes(model);
        await file.Stream.WriteAsync(bytes, cancel);
        await rejected.CompleteAsync();
        file.Complete();
        await ReportText.WriteAsync(output == "-" ? Console.Error : Console.Out, model.Report, hash, parsed.GetValue(options.Json));
    }

    private static async Task<(Dataset Data, string? TimeColumn)> ReadAsync(
        TrainArguments options, ParseResult parsed, TransactionSchema schema, RejectedRows rejected, CancellationToken cancel)
    {
        var path = parsed.GetRequiredValue(options.Data);
        using var input = InputFile.Open(path);
        using var rows = input.Rows();
        var data = new Dataset.Builder(schema);
        var timeColumn = options.TimeColumnOf(parsed, schema, rows);
        LabelledCsvResult read;
        using (var progress = new ProgressLine(TimeProvider.System))
        {
            try
            {
                read = LabelledCsv.Read(rows, schema, timeColumn, rejected, data.Add, progress.Rows(_ => input.Share), cancel);
            }
            catch (MissingColumnsException e) when (parsed.GetValue(options.Schema) is null)
            {
                throw new CommandException(e.Message + SchemaFile.HowToWriteOne(path, rows.Columns));
            }
        }

        await LabelNotes.WriteAsync(read, schema);
        if (read.UnknownColumns is { Count: > 0 } unknown)
        {
            var columns = CardNumbers.Mask(string.Join(", ", unknown));
            await Console.Error.WriteLineAsync(
                $"Ignored {(unknown.Count == 1 ? "a column" : "columns")} that schema {schema.Name} does not name: {columns}.");
        }

        if (timeColumn is null && schema.Timestamp is { } missing && options.WantsTime(parsed))
        {
            await Console.Error.WriteLineAsync(
                $"The file has no column {missing}, the schema's time, so the rows to evaluate on are drawn at random.");
        }

        return (data.Build(), timeColumn);
    }

    private static async Task<FraudModel> TrainAsync(Dataset data, TrainingPlan plan, CancellationToken cancel)
    {
        using var progress = new ProgressLine(TimeProvider.System);
        var line = new TrainingLine(progress);
        return await Task.Run(() => JudgedTraining.Run(data, plan, TimeProvider.System.GetUtcNow(), line, cancel), cancel);
    }

    private sealed class TrainingLine(ProgressLine line) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            var loss = value.Loss is { } known ? string.Create(CultureInfo.InvariantCulture, $", loss {known:0.0000}") : "";
            line.Report((double)value.Done / Math.Max(1, value.Total), _ => $"{value.Stage} {value.Done} of {value.Total}{loss}");
        }
    }
}
