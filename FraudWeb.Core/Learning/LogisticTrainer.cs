using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>
/// Logistic regression: numbers are standardised and a missing one counts as the mean and has a weight of its own, every category has a
/// weight; all but the intercept are drawn to 0 by L2. Solved by L-BFGS.
/// </summary>
internal static class LogisticTrainer
{
    private const int ManyRows = 100_000;
    private const int Folds = 5;
    private const double HoldoutShare = 0.1;

    public static Fit Train(Dataset data, TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var problem = new LogisticProblem(data, options, parallel);
        var folds = data.Rows < ManyRows
            ? Splits.Folds(data.Labels, Folds, options.Seed)
            : [Splits.Stratified(data.Labels, HoldoutShare, options.Seed)];
        var (scores, labels) = (new List<double>(), new List<byte>());
        for (var fold = 0; fold < folds.Length; fold++)
        {
            report(new("Fitting", fold, folds.Length + 1));
            var model = problem.Model(problem.Solve(folds[fold].Train));
            var row = new float[data.Schema.Fields.Length];
            foreach (var at in folds[fold].Holdout)
            {
                data.CopyRows(at, row);
                scores.Add(model.LogOdds(row));
                labels.Add(data.Labels[at]);
            }
        }

        report(new("Fitting", folds.Length, folds.Length + 1));
        var final = problem.Model(problem.Solve([.. Enumerable.Range(0, data.Rows)]));
        return new(final, PlattScaling.Fit([.. scores], [.. labels]), Trees: null);
    }
}
