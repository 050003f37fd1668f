using System.Collections.Immutable;
using FraudWeb.Core.Scoring;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// Trains with ML.NET's FastTree (boosted trees, as in MART; Friedman 2001) or FastForest (random forest; Breiman 2001) and compiles the
/// trees to ours. A fit can't be interrupted; a training is cancelled between two fits. The calibration is fitted to scores of rows that
/// the trees had not seen.
/// </summary>
internal static class MlNetTrainer
{
    public static Fit Train(Dataset data, TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var slots = TrainingSlots.Of(data, options.MinLeaf!.Value);
        var (folds, isByTime) = Splits.ForCalibration(data.Labels, data.Times, options.Seed);
        var (scores, labels) = (new List<double>(), new List<byte>());
        var row = new float[data.Schema.Fields.Length];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            report(new("Fitting", fold, folds.Length + 1));
            var (train, holdout) = folds[fold];
            var predictor = Grow(train, isFinal: false);
            foreach (var at in holdout)
            {
                data.CopyRows(at, row);
                scores.Add(predictor.LogOdds(row));
                labels.Add(data.Labels[at]);
            }
        }

        report(new("Fitting", folds.Length, folds.Length + 1));
        var calibration = PlattScaling.Fit([.. scores], [.. labels]);
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        var fit = options.Trainer == TrainerKind.FastTree
            ? new Fit(Grow(all, isFinal: true), calibration, options.Trees, isByTime)
            : new Fit(Grow(all, isFinal: true, calibration.Slope, calibration.Intercept), Calibration.None, options.Trees, isByTime);
        report(new("Fitting", folds.Length + 1, folds.Length + 1));
        return fit;

        TreeEnsemble Grow(int[] rows, bool isFinal, double scale = 1, double start = 0)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            var (trees, link) = Fit(new DatasetView(data, rows, slots), options, parallel.MaxDegreeOfParallelism);

            // Covers are for explanations, which are not needed for trees used only for calibration.
            var compiler = new TreesOut(data, isFinal ? rows : [], slots);
            var compiled = trees.Select(tree => compiler.Compile(tree, scale * link)).ToList();
            return TreeEnsemble.Of(data.Schema.Fields.Length, start, compiled, compiler.Importance);
        }
    }

    /// <summary>Grows the trees.</summary>
    /// <returns>The trees, and the factor that converts their sum to log-odds.</returns>
    private static (IReadOnlyList<RegressionTreeBase> Trees, double Link) Fit(IDataView rows, TrainingOptions options, int threads)
    {
        var trainers = new MLContext(options.Seed).BinaryClassification.Trainers;
        if (options.Trainer == TrainerKind.FastTree)
        {
            var boosting = new FastTreeBinaryTrainer.Options { LearningRate = options.LearningRate!.Value };
            var boosted = trainers.FastTree(With(options, threads, boosting)).Fit(rows).Model;
            return (boosted.SubModel.TrainedTreeEnsemble.Trees, -((PlattCalibrator)boosted.Calibrator).Slope);
        }

        var bagging = new FastForestBinaryTrainer.Options { FeatureFractionPerSplit = options.ColumnSampling!.Value };
        var forest = trainers.FastForest(With(options, threads, bagging)).Fit(rows).Model;
        return (forest.TrainedTreeEnsemble.Trees, 1);
    }

    /// <summary>Sets the options that both ML.NET trainers have.</summary>
    private static T With<T>(TrainingOptions options, int threads, T trees)
        where T : TreeOptions
    {
        trees.NumberOfTrees = options.Trees!.Value;
        trees.NumberOfLeaves = options.Leaves!.Value;
        trees.MinimumExampleCountPerLeaf = options.MinLeaf!.Value;
        trees.MaximumBinCountPerFeature = options.MaxBins!.Value;
        trees.NumberOfThreads = threads;
        trees.Seed = options.Seed;
        trees.FeatureSelectionSeed = options.Seed;
        trees.LabelColumnName = DatasetView.Label;
        trees.FeatureColumnName = ModelZip.Features;
        return trees;
    }
}
