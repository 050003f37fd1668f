using System.CommandLine;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Cli;

/// <summary>The options of <c>train</c>, and the training plan that they describe.</summary>
internal sealed class TrainArguments
{
    private const string Auto = "auto";

    private readonly Option<string> _trainer = new Option<string>("--trainer")
    {
        Description = $"auto compares {string.Join(", ", TrainingPlan.Auto.Select(TrainerKindNames.ToWireName))} on evaluation rows and "
            + $"takes the best; or one of {string.Join(", ", TrainerKindNames.All.Names)}.",
        DefaultValueFactory = _ => Auto,
    }.AcceptOnlyFromAmong([Auto, .. TrainerKindNames.All.Names]);

    private readonly Option<bool> _noRefit = new("--no-refit")
    {
        Description = "Write the evaluated model, which has not seen the evaluation rows, instead of training again on all rows.",
    };

    private readonly Option<int?> _trees = new Option<int?>("--trees")
    {
        Description = "The number of trees; without it boosting stops by itself.",
    }.AnyWhole();

    private readonly Option<int?> _ensemble = new Option<int?>("--ensemble")
    {
        Description = "The number of boosted models that are trained with different seeds and averaged, 1 to 20; without it one. "
            + "Training time, scoring time and the file grow in proportion.",
    }.AnyWhole();

    private readonly Option<int?> _leaves = new Option<int?>("--leaves")
    {
        Description = "The maximum number of leaves of a tree.",
    }.AnyWhole();

    private readonly Option<double?> _learningRate = new Option<double?>("--learning-rate")
    {
        Description = "The learning rate: the factor by which each boosted tree's output is multiplied.",
    }.AnyNumber();

    private readonly Option<int?> _minLeaf = new Option<int?>("--min-leaf")
    {
        Description = "The minimum number of rows in a leaf.",
    }.AnyWhole();

    private readonly Option<int> _seed = new Option<int>("--seed")
    {
        Description = "The seed of every random choice; the same seed and data give the same scores.",
        DefaultValueFactory = _ => 1,
    }.Within(int.MinValue, int.MaxValue);

    private readonly Option<double> _holdout = new Option<double>("--holdout")
    {
        Description = "The share of rows to evaluate on, drawn at random; 0 for no evaluation. "
            + "Without it: the latest fifth, or a random fifth if rows have no time.",
        DefaultValueFactory = _ => new TrainingPlan().HoldoutShare,
    }.Within(0, 0.9);

    private readonly Option<string?> _timeColumn = new("--time-column")
    {
        Description = "The column with the time of a transaction: the latest fifth is used for the evaluation. "
            + "Without it: the schema's timestamp, if the file has it. Excludes --holdout.",
    };

    public Option<string> Data { get; } = new("--data")
    {
        Description = "The labelled CSV file, plain or gzip; - is standard input.",
        Required = true,
    };

    public Option<string> Output { get; } = new("--output")
    {
        Description = "The model file to write; - is standard output.",
        Required = true,
    };

    public Option<string?> Schema { get; } = new("--schema")
    {
        Description = "The schema file; without it the default schema, card-transactions.",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the evaluation as JSON." };

    public Option<string> BadRows { get; } = RejectedFile.Option();

    public void AddTo(Command command)
    {
        Option[] options =
        [
            Data, Output, Schema, _trainer, _noRefit, _trees, _ensemble, _leaves, _learningRate, _minLeaf, _seed, _holdout, _timeColumn,
            Json, BadRows,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_holdout) is { Implicit: false } && result.GetResult(_timeColumn) is not null)
            {
                result.AddError("--holdout and --time-column exclude each other: the first splits at random, the second by time.");
            }
        });
    }

    /// <summary>Gets the training plan.</summary>
    public TrainingPlan Plan(ParseResult parsed)
    {
        var isNamed = TrainerKindNames.All.TryParse(parsed.GetRequiredValue(_trainer), out var trainer);
        var plan = new TrainingPlan
        {
            Trainers = isNamed ? [trainer] : TrainingPlan.Auto,
            HoldoutShare = parsed.GetValue(_holdout),
            Refit = !parsed.GetValue(_noRefit),
            Options = new()
            {
                Trees = parsed.GetValue(_trees),
                Ensemble = parsed.GetValue(_ensemble),
                Leaves = parsed.GetValue(_leaves),
                LearningRate = parsed.GetValue(_learningRate),
                MinLeaf = parsed.GetValue(_minLeaf),
                Seed = parsed.GetValue(_seed),
            },
        };
        try
        {
            plan.Options.Validate();
            return plan;
        }
        catch (TrainingException e)
        {
            throw new CommandException($"{e.Message} See FraudWeb train --help.", ExitCode.WrongArguments);
        }
    }

    /// <summary>Gets the column that the rows are split by: the schema's timestamp if the file has it, unless a random split was requested.
    /// A model must not be trained on rows that are later than those it is evaluated on.</summary>
    public string? TimeColumnOf(ParseResult parsed, TransactionSchema schema, CsvRows rows)
    {
        if (parsed.GetValue(_timeColumn) is { } named)
        {
            return named;
        }

        return !WantsTime(parsed) || schema.Timestamp is null || rows.PositionOf(schema.Timestamp) < 0 ? null : schema.Timestamp;
    }

    /// <summary>Whether the rows are split by time if they have one: no random split was requested.</summary>
    public bool WantsTime(ParseResult parsed) => parsed.GetResult(_holdout) is not { Implicit: false };
}
