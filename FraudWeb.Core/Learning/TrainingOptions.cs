using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FraudWeb.Core.Learning;

/// <summary>The parameters of a training. What is left null takes the trainer's default; the defaults stand in
/// <see cref="WithDefaults"/>.</summary>
public sealed record TrainingOptions
{
    /// <summary>So many rows are enough for a boosted tree, as long as that is a fifth of all.</summary>
    private const int SampledRows = 80_000;

    /// <summary>Below so many rows FastTree takes smaller leaves.</summary>
    private const int FewRows = 20_000;

    /// <summary>How the model is learned.</summary>
    public TrainerKind Trainer { get; init; }

    /// <summary>Trees, 1 to 10,000. For boosting, when set without <see cref="EarlyStoppingRounds"/>, exactly so many; else at
    /// most.</summary>
    public int? Trees { get; init; }

    /// <summary>How many boosted models, each grown with its own seed, are averaged, 1 to 20. Each has <see cref="Trees"/> trees; their
    /// log-odds are averaged, so the model is one sum of trees as any other. Boosting only.</summary>
    public int? Ensemble { get; init; }

    /// <summary>The most leaves of a tree, 2 to 65,536.</summary>
    public int? Leaves { get; init; }

    /// <summary>The share of each tree's advice that is taken, above 0 to 1. Boosting only.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The fewest rows in a leaf, 1 or more.</summary>
    public int? MinLeaf { get; init; }

    /// <summary>The least weight of a leaf: the sum of p(1−p) over its rows, 0 or more. Boosting only.</summary>
    public double? MinLeafWeight { get; init; }

    /// <summary>How strongly leaf values and weights are drawn to 0, 0 or more.</summary>
    public double? L2 { get; init; }

    /// <summary>The most values that a number is told apart by, 2 to 255.</summary>
    public int? MaxBins { get; init; }

    /// <summary>The share of rows that each tree is grown on, above 0 to 1. For boosting those that pull most are drawn most, and leaf
    /// values are still those of all rows; for a forest, rows are drawn alike and with replacement.</summary>
    public double? RowSampling { get; init; }

    /// <summary>The share of fields that a boosted tree, or a split of a forest, may ask, above 0 to 1.</summary>
    public double? ColumnSampling { get; init; }

    /// <summary>How many times a fraud counts, above 0. 1 keeps probabilities honest; calibration mends most of what others do.</summary>
    public double? ClassWeight { get; init; }

    /// <summary>Boosting stops when so many trees on end did not help on rows that they had not seen; 0 for never.</summary>
    public int? EarlyStoppingRounds { get; init; }

    /// <summary>Of every random choice. The same seed and data give the same model.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From this probability on, inclusive, a row counts as flagged when the model is judged; 0 to 1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>How many threads may work; null for as many as there are processors. The result does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>The same options with nothing left open. Every default stands here, with its reason: what was best, or as good and simpler,
    /// over seven sets by cross-validation and two weeks of the handbook's transactions that no test week holds (docs/model.md).</summary>
    /// <param name="rows">How many rows there are to learn from.</param>
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

            // Half of 0.1 with twice the trees was better by a little nearly everywhere, and trees as small as these cost little.
            LearningRate = LearningRate ?? 0.05,

            // Small trees, more of them: 15 leaves were worse on every set but the handbook's, where they were equal.
            Leaves = Leaves ?? 8,
            MinLeaf = MinLeaf ?? 1,

            // Where p is near 0 or 1 a leaf's weight counts its surprises, not its rows: it keeps one odd row from making a leaf. 1 was too
            // careful where frauds are few and clear, 0.1 no better anywhere.
            MinLeafWeight = MinLeafWeight ?? 0.3,

            // 3 to 5 helped where labels are mostly chance and hurt where they are not.
            L2 = L2 ?? 1,
            MaxBins = MaxBins ?? 255,

            // Trees that see different rows and fields err differently. Where there are many rows, and frauds rare among them, most hardly
            // pull: a fifth of a million grows trees as good as all of them, in half the time.
            RowSampling = RowSampling ?? Math.Clamp((double)SampledRows / rows, 0.2, 0.8),
            ColumnSampling = ColumnSampling ?? 0.7,

            // Anything else makes probabilities dishonest, and the calibration mends only what a slope can.
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
            // Five settings were tried: small trees and a small rate were best or as good on all sets.
            Trees = Trees ?? 150,
            Leaves = Leaves ?? 8,
            LearningRate = LearningRate ?? 0.1,

            // ML.NET's own 10 let leaf values run away where frauds are rare. With few rows half of that is better.
            MinLeaf = MinLeaf ?? (rows < FewRows ? 25 : 50),

            // ML.NET's bins hold equally many rows each. Its own 255 are too coarse where the frauds are: .41 of average precision
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

    /// <summary>Every parameter in use, by name.</summary>
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

    /// <summary>Checks every parameter.</summary>
    /// <exception cref="TrainingException">Some are out of range; each is named with its value and what is allowed.</exception>
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
