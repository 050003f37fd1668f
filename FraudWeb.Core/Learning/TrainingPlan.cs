using System.Collections.Immutable;

namespace FraudWeb.Core.Learning;

/// <summary>How a model is made and judged.</summary>
public sealed record TrainingPlan
{
    /// <summary>The trainers that <c>auto</c> compares. Of equals the first wins.</summary>
    public static ImmutableArray<TrainerKind> Auto { get; } = [TrainerKind.Boosting, TrainerKind.FastTree, TrainerKind.Logistic];

    /// <summary>The trainers to compare; one or more. A single one is judged but compared with none.</summary>
    public ImmutableArray<TrainerKind> Trainers { get; init; } = Auto;

    /// <summary>The parameters. Each trainer takes those that it knows; <see cref="TrainingOptions.Trainer"/> has no effect.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>The share of rows to judge on, 0 to below 1: the latest if all rows have a time, else a random choice. 0 judges
    /// nothing.</summary>
    public double HoldoutShare { get; init; } = 0.2;

    /// <summary>The column that the times come from, for the report; null if it has no name.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Whether the model is trained again on all rows after it was judged.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>The parameters that a trainer knows, of those given.</summary>
    internal TrainingOptions OptionsFor(TrainerKind trainer) => trainer switch
    {
        TrainerKind.Boosting => Options with { Trainer = trainer },
        TrainerKind.FastTree => Options with { Trainer = trainer, Ensemble = null },
        TrainerKind.Forest or TrainerKind.FastForest => Options with { Trainer = trainer, Ensemble = null, LearningRate = null },
        _ => Options with { Trainer = trainer, Ensemble = null, LearningRate = null, Trees = null, Leaves = null, MinLeaf = null },
    };
}
