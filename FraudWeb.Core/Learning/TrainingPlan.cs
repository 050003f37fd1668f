using System.Collections.Immutable;

namespace FraudWeb.Core.Learning;

/// <summary>How a model is trained and evaluated.</summary>
public sealed record TrainingPlan
{
    /// <summary>The trainers that <c>auto</c> compares. On a tie the first one wins.</summary>
    public static ImmutableArray<TrainerKind> Auto { get; } = [TrainerKind.Boosting, TrainerKind.FastTree, TrainerKind.Logistic];

    /// <summary>The trainers to compare; one or more. A single one is evaluated without a comparison.</summary>
    public ImmutableArray<TrainerKind> Trainers { get; init; } = Auto;

    /// <summary>The parameters. Each trainer uses those that it supports; <see cref="TrainingOptions.Trainer"/> has no effect.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>The share of rows in the holdout, 0 to below 1: the latest ones if all rows have a time, else a random choice. 0 for no
    /// evaluation.</summary>
    public double HoldoutShare { get; init; } = 0.2;

    /// <summary>The column of the times, for the report; null if it has no name.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Whether the model is retrained on all rows after its evaluation.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Returns the parameters that a trainer supports.</summary>
    internal TrainingOptions OptionsFor(TrainerKind trainer) => trainer switch
    {
        TrainerKind.Boosting => Options with { Trainer = trainer },
        TrainerKind.FastTree => Options with { Trainer = trainer, Ensemble = null },
        TrainerKind.Forest or TrainerKind.FastForest => Options with { Trainer = trainer, Ensemble = null, LearningRate = null },
        _ => Options with { Trainer = trainer, Ensemble = null, LearningRate = null, Trees = null, Leaves = null, MinLeaf = null },
    };
}
