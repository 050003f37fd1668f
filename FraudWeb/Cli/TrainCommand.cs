using System.CommandLine;
using System.Globalization;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary><c>train</c>: makes a model file of a labelled CSV file and prints how good it is on rows that it has not seen.</summary>
internal static class TrainCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "The labelled CSV file, plain or gzip; - is standard input.", Required = true };
    private static readonly Option<string> Output = new("--output") { Description = "The model file to write.", Required = true };
    private static readonly Option<string?> Schema = new("--schema") { Description = "The schema file; without it the default schema, card-transactions." };
    private static readonly Option<string> Trainer = new Option<string>("--trainer") { Description = "boosting, forest or logistic.", DefaultValueFactory = _ => "boosting" }
        .AcceptOnlyFromAmong("boosting", "forest", "logistic");

    private static readonly Option<int?> Trees = new Option<int?>("--trees") { Description = "How many trees; without it boosting stops by itself." }.AnyWhole();
    private static readonly Option<int?> Leaves = new Option<int?>("--leaves") { Description = "The most leaves of a tree." }.AnyWhole();
    private static readonly Option<double?> LearningRate = new Option<double?>("--learning-rate") { Description = "The share of each tree's advice that is taken." }.AnyNumber();
    private static readonly Option<int?> MinLeaf = new Option<int?>("--min-leaf") { Description = "The fewest rows in a leaf." }.AnyWhole();
    private static readonly Option<int> Seed = new Option<int>("--seed") { Description = "Of every random choice; the same seed and data give the same model.", DefaultValueFactory = _ => 1 }.Within(int.MinValue, int.MaxValue);
    private static readonly Option<double> Holdout = new Option<double>("--holdout") { Description = "The share of rows to judge the model on; 0 for none.", DefaultValueFactory = _ => 0.2 }.Within(0, 0.9);
    private static readonly Option<string?> TimeColumn = new("--time-column") { Description = "The column that says when: the last fifth by time judges the model. In place of --holdout." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the evaluation as JSON." };
    private static readonly Option<string> BadRows = RejectedFile.Option();

    public static Command Create()
    {
        var command = new Command("train", "Train a model on a labelled CSV file and print how good it is.")
        {
            Data, Output, Schema, Trainer, Trees, Leaves, LearningRate, MinLeaf, Seed, Holdout, TimeColumn, Json, BadRows,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Holdout) is { Implicit: false } && result.GetResult(TimeColumn) is not null)
            {
                result.AddError("--holdout and --time-column exclude each other: the one splits by chance, the other by time.");
            }
        });
        command.SetAction((parsed, _) => Work.RunAsync(cancel => RunAsync(parsed, cancel)));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var schema = SchemaFile.Read(parsed.GetValue(Schema));
        var options = Options(parsed, schema);
        var output = parsed.GetRequiredValue(Output);
        using var rejected = new RejectedFile(parsed.GetRequiredValue(BadRows), output);
        var data = await ReadAsync(parsed, schema, rejected.Rows, cancel);
        var (training, holdout, split) = Split(data, parsed.GetValue(Holdout), options.Seed);
        using var file = OutputFile.Create(output);
        var model = await TrainAsync(training, holdout, split, options, cancel);

        var (bytes, hash) = ModelFile.ToBytes(model);
        await file.Stream.WriteAsync(bytes, cancel);
        await rejected.CompleteAsync();
        file.Complete();
        await ReportText.WriteAsync(output == "-" ? Console.Error : Console.Out, model.Report, hash, parsed.GetValue(Json));
    }

    private static TrainingOptions Options(ParseResult parsed, TransactionSchema schema)
    {
        var options = new TrainingOptions
        {
            Trainer = Enum.Parse<TrainerKind>(parsed.GetRequiredValue(Trainer), ignoreCase: true),
            Trees = parsed.GetValue(Trees),
            Leaves = parsed.GetValue(Leaves),
            LearningRate = parsed.GetValue(LearningRate),
            MinLeaf = parsed.GetValue(MinLeaf),
            Seed = parsed.GetValue(Seed),
        };
        try
        {
            options.Validate(schema);
            return options;
        }
        catch (TrainingException e)
        {
            throw new CommandException($"{e.Message} See FraudWeb train --help.", ExitCode.WrongArguments);
        }
    }

    private static async Task<Dataset> ReadAsync(ParseResult parsed, TransactionSchema schema, RejectedRows rejected, CancellationToken cancel)
    {
        using var input = InputFile.Open(parsed.GetRequiredValue(Data));
        using var rows = input.Rows();
        var data = new Dataset.Builder(schema);
        IReadOnlyList<string> unknown;
        using (var progress = new ProgressLine(TimeProvider.System))
        {
            try
            {
                unknown = LabelledCsv.Read(rows, schema, TimeColumnOf(parsed, schema, rows), rejected, data.Add, progress.Rows(_ => input.Share), cancel);
            }
            catch (MissingColumnsException e) when (parsed.GetValue(Schema) is null)
            {
                throw new CommandException(e.Message + SchemaFile.HowToWriteOne(parsed.GetRequiredValue(Data), rows.Columns));
            }
        }

        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync($"Ignored {(unknown.Count == 1 ? "a column" : "columns")} that schema {schema.Name} does not name: {CardNumbers.Mask(string.Join(", ", unknown))}.");
        }

        return data.Build();
    }

    // A schema that says when a transaction happened is split by time too, unless a share is asked for: rows of tomorrow must not teach about today.
    private static string? TimeColumnOf(ParseResult parsed, TransactionSchema schema, CsvRows rows) =>
        parsed.GetValue(TimeColumn)
        ?? (parsed.GetResult(Holdout) is { Implicit: false } || schema.Timestamp is null || rows.PositionOf(schema.Timestamp) < 0 ? null : schema.Timestamp);

    private static (Dataset Training, Dataset? Holdout, string Split) Split(Dataset data, double share, int seed)
    {
        if (share == 0 || data.Rows == 0)
        {
            return (data, null, "none");
        }

        var (training, holdout) = data.Times is { } times ? Splits.ByTime(times, share) : Splits.Stratified(data.Labels, share, seed);
        if (training.Length == 0)
        {
            throw new CommandException("All rows have the same time, so none can be set apart by it; name another --time-column, or split by chance with --holdout 0.2.");
        }

        var how = data.Times is null ? string.Create(CultureInfo.InvariantCulture, $"by chance, seed {seed}") : "the latest";
        return (data.Select(training), data.Select(holdout), string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} % of {data.Rows} rows, {how}"));
    }

    private static async Task<FraudModel> TrainAsync(Dataset training, Dataset? holdout, string split, TrainingOptions options, CancellationToken cancel)
    {
        using var progress = new ProgressLine(TimeProvider.System);
        return await Task.Run(() => Training.Train(training, options, TimeProvider.System.GetUtcNow(), holdout, split, new TrainingLine(progress), cancel), cancel);
    }

    private sealed class TrainingLine(ProgressLine line) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => line.Report(
            (double)value.Done / Math.Max(1, value.Total),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value.Stage} {value.Done} of {value.Total}{(value.Loss is { } loss ? $", loss {loss:0.0000}" : "")}"));
    }
}
