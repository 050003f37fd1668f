using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FraudWeb.Core.Learning;

/// <summary>The parameters of a training. Null ones have the trainer's default, which is defined in <see cref="WithDefaults"/>.</summary>
public sealed record TrainingOptions
{
    /// <summary>This many rows are enough for a boosted tree, if they are at least a fifth of all.</summary>
    private const int SampledRows = 80_000;

    /// <summary>Below this number of rows, FastTree uses smaller leaves.</summary>
    private const int FewRows = 20_000;

    /// <summary>The learning algorithm.</summary>
    public TrainerKind Trainer { get; init; }

    /// <summary>The number of trees, 1 to 10,000. For boosting it is exact if set without <see cref="EarlyStoppingRounds"/>, else a
    /// maximum.</summary>
    public int? Trees { get; init; }

    /// <summary>The number of boosted models with different seeds that are averaged, 1 to 20. Each has <see cref="Trees"/> trees; their
    /// log-odds are averaged, so the model is one sum of trees like any other. Boosting only.</summary>
    public int? Ensemble { get; init; }

    /// <summary>The maximum number of leaves of a tree, 2 to 65,536.</summary>
    public int? Leaves { get; init; }

    /// <summary>The factor of each tree's contribution, above 0 to 1. Boosting only.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The minimum number of rows in a leaf, 1 or more.</summary>
    public int? MinLeaf { get; init; }

    /// <summary>The minimum weight of a leaf: the sum of p(1−p) over its rows, 0 or more. Boosting only.</summary>
    public double? MinLeafWeight { get; init; }

    /// <summary>The strength with which leaf values and weights are shrunk to 0, 0 or more.</summary>
    public double? L2 { get; init; }

    /// <summary>The maximum number of bins of a number, 2 to 255.</summary>
    public int? MaxBins { get; init; }

    /// <summary>The share of rows that each tree is grown on, above 0 to 1. Boosting draws rows with large gradients more often, and still
    /// computes leaf values from all rows; a forest draws all rows with equal probability and with replacement.</summary>
    public double? RowSampling { get; init; }

    /// <summary>The share of fields that a boosted tree, or a split of a forest, may use, above 0 to 1.</summary>
    public double? ColumnSampling { get; init; }

    /// <summary>The weight of a fraud, above 0. 1 leaves probabilities unbiased; calibration corrects most of the bias of other
    /// weights.</summary>
    public double? ClassWeight { get; init; }

    /// <summary>The number of consecutive trees without improvement on unseen rows after which boosting stops; 0 for never.</summary>
    public int? EarlyStoppingRounds { get; init; }

    /// <summary>The seed of all random choices. The same seed and data give the same model.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The probability from which on, inclusive, a row counts as flagged in the evaluation; 0 to 1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The maximum number of threads; null for the number of processors. The result does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Returns the same options with all defaults resolved. Every default is here, with its reason: the best value, or a simpler
    /// one that was as good, over seven data sets by cross-validation and two weeks of the handbook's transactions that are in no test week
    /// (docs/model.md).</summary>
    /// <param name="rows">The number of training rows.</param>
    [SuppressMessage("Design", "MA0051:Method is too long", Justification = "A flat table: every default with its reason.")]
    internal TrainingOptions WithDefaults(int rows) => Trainer switch
    {
        TrainerKind.Boosting => this with
        {
            // An upper limit: early stopping ends most trainings before it.
            Trees = Trees ?? 1000,
            EarlyStoppingRounds = EarlyStoppingRounds ?? (Trees is null ? 20 : 0),

            // The mean of five gained .001 of average precision on the handbook's earlier weeks: too little for five times the work.
            Ensemble = Ensemble ?? 1,

            // Half of 0.1 with twice the trees was slightly better nearly everywhere, and trees this small cost little.
            LearningRate = LearningRate ?? 0.05,

            // Small trees, and more of them: 15 leaves were worse on every set except the handbook's, where they were equal.
            Leaves = Leaves ?? 8,
            MinLeaf = MinLeaf ?? 1,

            // Where p is near 0 or 1, a leaf's weight counts its surprises, not its rows, so this prevents a leaf from a single outlier. 1
            // was too restrictive where frauds are few and clear; 0.1 was no better anywhere.
            MinLeafWeight = MinLeafWeight ?? 0.3,

            // 3 to 5 helped where labels are mostly chance and hurt elsewhere.
            L2 = L2 ?? 1,
            MaxBins = MaxBins ?? 255,

            // Trees that see different rows and fields make different errors. If there are many rows and few frauds, most rows have small
            // gradients:
            // a fifth of a million grows trees as good as all of them, in half the time.
            RowSampling = RowSampling ?? Math.Clamp((double)SampledRows / rows, 0.2, 0.8),
            ColumnSampling = ColumnSampling ?? 0.7,

            // Any other weight biases probabilities, and the calibration corrects only what a slope can.
            ClassWeight = ClassWeight ?? 1,
        },
        TrainerKind.Forest => this with
        {
            Trees = Trees ?? 100,
            Leaves = Leaves ?? 2048,
            MinLeaf = MinLeaf ?? 1,
            MaxBins = MaxBins ?? 255,
            RowSampling = RowSampling ?? 1,
            ClassWeight = ClassWeight ?? 1,
        },
        TrainerKind.FastTree => this with
        {
            // Five settings were tried: small trees and a low rate were the best, or as good, on all sets.
            Trees = Trees ?? 150,
            Leaves = Leaves ?? 8,
            LearningRate = LearningRate ?? 0.1,

            // With ML.NET's own 10, leaf values diverge where frauds are rare. With few rows, half of 50 is better.
            MinLeaf = MinLeaf ?? (rows < FewRows ? 25 : 50),

            // ML.NET's bins have equal numbers of rows. Its own 255 are too coarse where the frauds are: average precision was .41
            // instead of .71 on the handbook's transactions.
            MaxBins = MaxBins ?? 4095,
        },
        TrainerKind.FastForest => this with
        {
            // The best of a search by cross-validation on three sets.
            Trees = Trees ?? 100,
            Leaves = Leaves ?? 200,
            MinLeaf = MinLeaf ?? 5,
            MaxBins = MaxBins ?? 4095,
            ColumnSampling = ColumnSampling ?? 0.4,
        },
        _ => this with
        {
            // As scikit-learn's C = 1.
            L2 = L2 ?? 1,
            ClassWeight = ClassWeight ?? 1,
        },
    };

    /// <summary>Returns all parameters in use, by name.</summary>
    internal ImmutableSortedDictionary<string, string> Parameters(int? trees = null)
    {
        var parameters = new Dictionary<string, IFormattable?>
        {
            ["trees"] = trees ?? Trees,
            ["ensemble"] = Ensemble,
            ["leaves"] = Leaves,
            ["learning_rate"] = LearningRate,
            ["min_leaf"] = MinLeaf,
            ["min_leaf_weight"] = MinLeafWeight,
            ["l2"] = L2,
            ["max_bins"] = MaxBins,
            ["row_sampling"] = RowSampling,
            ["column_sampling"] = ColumnSampling,
            ["class_weight"] = ClassWeight,
            ["early_stopping_rounds"] = EarlyStoppingRounds,
            ["seed"] = Seed,
        };

        return parameters.Where(pair => pair.Value is not null)
            .ToImmutableSortedDictionary(
                pair => pair.Key, pair => pair.Value!.ToString(null, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Validates all parameters.</summary>
    /// <exception cref="TrainingException">Some are out of range; the message has each with its value and the allowed range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Check(nameof(Trees), Trees, Trees is null or (>= 1 and <= 10_000), "1 to 10000");
        Check(nameof(Ensemble), Ensemble, Ensemble is null or (>= 1 and <= 20), "1 to 20");
        Check(nameof(Leaves), Leaves, Leaves is null or (>= 2 and <= 65_536), "2 to 65536");
        Check(nameof(LearningRate), LearningRate, LearningRate is null or (> 0 and <= 1), "above 0 to 1");
        Check(nameof(MinLeaf), MinLeaf, MinLeaf is null or >= 1, "1 or more");
        Check(nameof(MinLeafWeight), MinLeafWeight, MinLeafWeight is null or (>= 0 and < double.PositiveInfinity), "0 or more");
        Check(nameof(L2), L2, L2 is null or (>= 0 and < double.PositiveInfinity), "0 or more");
        Check(nameof(MaxBins), MaxBins, MaxBins is null or (>= 2 and <= 255), "2 to 255");
        Check(nameof(RowSampling), RowSampling, RowSampling is null or (> 0 and <= 1), "above 0 to 1");
        Check(nameof(ColumnSampling), ColumnSampling, ColumnSampling is null or (> 0 and <= 1), "above 0 to 1");
        Check(nameof(ClassWeight), ClassWeight, ClassWeight is null or (> 0 and < double.PositiveInfinity), "above 0");
        Check(nameof(EarlyStoppingRounds), EarlyStoppingRounds, EarlyStoppingRounds is null or >= 0, "0 or more");
        Check(nameof(Threshold), Threshold, Threshold is >= 0 and <= 1, "0 to 1");
        Check(nameof(Threads), Threads, Threads is null or >= 1, "1 or more");

        if (faults.Count > 0)
        {
            throw new TrainingException($"The training parameters can't be used: {string.Join("; ", faults)}.");
        }

        void Check(string name, IFormattable? value, bool holds, string allowed)
        {
            if (!holds)
            {
                faults.Add($"{name} is {value?.ToString(null, CultureInfo.InvariantCulture)}, allowed is {allowed}");
            }
        }
    }
}
