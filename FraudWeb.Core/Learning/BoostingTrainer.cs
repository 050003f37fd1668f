using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>The result of a trainer.</summary>
/// <param name="Predictor">Maps features to log-odds.</param>
/// <param name="Calibration">Maps log-odds to a probability; fitted on rows that the predictor had not seen when it scored them.</param>
/// <param name="Trees">The number of trees; null if the model has none.</param>
/// <param name="IsByTime">Whether those rows were later than the rows that the predictor had seen.</param>
internal sealed record Fit(Predictor Predictor, Calibration Calibration, int? Trees, bool IsByTime = false);

/// <summary>
/// Trains boosted trees and determines their number. Concurrent runs each leave rows out (<see cref="Splits.ForCalibration"/>). The number
/// of trees with the lowest loss over all left-out rows is then grown on all rows, and the left-out scores fit the calibration. With many
/// rows and no times, the run that left out a random tenth is the model.
/// </summary>
internal static class BoostingTrainer
{
    /// <summary>Separates the random sequences of ensemble members, whose seeds are adjacent.</summary>
    internal const int SeedStep = 0x5bd1e995;

    public static Fit Train(
        BinnedData data, TrainingOptions options, int[] monotone, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var (folds, isByTime) = Splits.ForCalibration(data.Labels, data.Times, options.Seed);
        var hasMany = folds.Length == 1;
        var members = Enumerable.Range(0, options.Ensemble!.Value)
            .Select(member => options with { Seed = unchecked(options.Seed + member * SeedStep) }).ToArray();

        // Small runs are concurrent, with one thread each; a large run uses all threads itself.
        var (inside, outside) = hasMany ? (parallel, Sequential(parallel)) : (Sequential(parallel), parallel);
        var search = new Run[folds.Length * members.Length];
        Parallel.For(0, folds.Length, outside, i =>
        {
            var binned = data.For(folds[i].Train, inside);
            for (var member = 0; member < members.Length; member++)
            {
                search[i * members.Length + member] = new(
                    new(binned, members[member], monotone, folds[i].Train, folds[i].Holdout, inside), folds[i].Holdout,
                        1.0 / members.Length);
            }
        });
        var (trees, scores) = FindTrees(search, data.Rows, options, outside, report);
        var unseen = folds.SelectMany(fold => fold.Holdout).ToArray();
        var calibration = PlattScaling.Fit([.. unseen.Select(row => scores[row])], [.. unseen.Select(row => data.Labels[row])]);
        if (hasMany && !isByTime)
        {
            return new(Ensemble(data.FieldCount, [.. search.Select(run => run.Boosting)], trees), calibration, trees, isByTime);
        }

        int[] all = [.. Enumerable.Range(0, data.Rows)];
        BoostingRun[] final = [.. members.Select(member => new BoostingRun(data, member, monotone, all, [], inside))];
        for (var tree = 0; tree < trees; tree++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            Parallel.ForEach(final, outside, run => run.Step());
            report(new("Growing trees on all rows", tree + 1, trees));
        }

        return new(Ensemble(data.FieldCount, final, trees), calibration, trees, isByTime);
    }

    /// <summary>Grows all runs tree by tree, until the loss on the left-out rows stops improving.</summary>
    /// <returns>The best number of trees, and the score of each left-out row: the mean of the runs that left it out.</returns>
    private static (int Trees, double[] Scores) FindTrees(
        Run[] runs, int rows, TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var unseen = runs.Sum(run => run.Holdout.Length);
        var (best, bestLoss, bestScores) = (0, double.PositiveInfinity, new double[rows]);
        for (var tree = 1; tree <= options.Trees; tree++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            Parallel.ForEach(runs, parallel, run => run.Boosting.Step());
            var loss = runs.Sum(run => run.Boosting.WatchedLoss);
            if (loss < bestLoss || options.EarlyStoppingRounds == 0)
            {
                (best, bestLoss) = (tree, loss);
                Array.Clear(bestScores);
                foreach (var run in runs)
                {
                    foreach (var row in run.Holdout)
                    {
                        bestScores[row] += run.Share * run.Boosting.Scores[row];
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

    /// <summary>Returns the mean of runs as one sum of trees. A field's importance is the total gain of its splits.</summary>
    private static TreeEnsemble Ensemble(int fields, BoostingRun[] runs, int trees)
    {
        var importance = new double[fields];
        var all = new List<TreeNode>(trees * runs.Length);
        foreach (var (tree, gains) in runs.SelectMany(run => run.Trees.Take(trees)))
        {
            all.Add(runs.Length == 1 ? tree : TreeNodes.Scale(tree, 1.0 / runs.Length));
            for (var field = 0; field < fields; field++)
            {
                importance[field] += gains[field];
            }
        }

        return TreeEnsemble.Of(fields, runs[0].Start, all, importance);
    }

    private static ParallelOptions Sequential(ParallelOptions parallel) =>
        new() { MaxDegreeOfParallelism = 1, CancellationToken = parallel.CancellationToken };

    /// <summary>A run, the rows that it leaves out, and the weight of its score among the runs that leave out the same rows.</summary>
    private sealed record Run(BoostingRun Boosting, int[] Holdout, double Share);
}
