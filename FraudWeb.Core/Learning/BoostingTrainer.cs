using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>What a trainer hands over.</summary>
/// <param name="Predictor">Features to log-odds.</param>
/// <param name="Calibration">Log-odds to probability, fitted on rows that the predictor had not seen when it scored them.</param>
/// <param name="Trees">How many trees there are; null when there are none by nature.</param>
internal sealed record Fit(Predictor Predictor, Calibration Calibration, int? Trees);

/// <summary>
/// Trains boosted trees and finds out how many. With few rows by cross-fitting: five runs side by side, each leaving out a fifth of the
/// rows; the number of trees where the loss of all left-out rows together is lowest is grown again on all rows, and the left-out
/// scores fit the calibration. With many rows a single tenth left out tells enough, and the run that left it out is the model.
/// </summary>
internal static class BoostingTrainer
{
    public static Fit Train(BinnedData data, TrainingOptions options, int[] monotone, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var folds = Splits.ForCalibration(data.Labels, options.Seed);
        var hasMany = folds.Length == 1;

        // Small runs go side by side, a thread each; a large one shares its own work out.
        var inside = hasMany ? parallel : Sequential(parallel);
        BoostingRun[] runs = [.. folds.Select(fold => new BoostingRun(data, options, monotone, fold.Train, fold.Holdout, inside))];
        var (trees, scores) = FindTrees(runs, folds, data.Rows, options, parallel, report);
        var unseen = folds.SelectMany(fold => fold.Holdout).ToArray();
        var calibration = PlattScaling.Fit([.. unseen.Select(row => scores[row])], [.. unseen.Select(row => data.Labels[row])]);

        var final = runs[0];
        if (!hasMany)
        {
            final = new(data, options, monotone, [.. Enumerable.Range(0, data.Rows)], [], parallel);
            for (var tree = 0; tree < trees; tree++)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                final.Step();
                report(new("Growing trees on all rows", tree + 1, trees));
            }
        }

        return new(final.First(trees), calibration, trees);
    }

    /// <summary>Grows all runs tree by tree, as long as it helps on the rows left out.</summary>
    /// <returns>How many trees are best, and every left-out row's score by the run that left it out.</returns>
    private static (int Trees, double[] Scores) FindTrees(BoostingRun[] runs, (int[] Train, int[] Holdout)[] folds, int rows,
        TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var unseen = folds.Sum(fold => fold.Holdout.Length);
        var (best, bestLoss, bestScores) = (0, double.PositiveInfinity, new double[rows]);
        var losses = new double[runs.Length];
        for (var tree = 1; tree <= options.Trees; tree++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            Parallel.For(0, runs.Length, parallel, run =>
            {
                runs[run].Step();
                losses[run] = runs[run].WatchedLoss;
            });
            var loss = losses.Sum();
            if (loss < bestLoss || options.EarlyStoppingRounds == 0)
            {
                (best, bestLoss) = (tree, loss);
                for (var run = 0; run < runs.Length; run++)
                {
                    foreach (var row in folds[run].Holdout)
                    {
                        bestScores[row] = runs[run].Scores[row];
                    }
                }
            }

            report(new("Growing trees", tree, options.Trees!.Value, loss / unseen));
            if (options.EarlyStoppingRounds > 0 && tree - best >= options.EarlyStoppingRounds)
            {
                break;
            }
        }

        return (best, bestScores);
    }

    private static ParallelOptions Sequential(ParallelOptions parallel) =>
        new() { MaxDegreeOfParallelism = 1, CancellationToken = parallel.CancellationToken };
}
