
namespace FraudWeb.Core.Learning;

/// <summary>
/// Logistic regression. Numbers are standardised; a missing one counts as the mean and has its own weight. Each category has a weight. All
/// weights except the intercept are regularised by L2. Solved by L-BFGS.
/// </summary>
internal static class LogisticTrainer
{
    public static Fit Train(Dataset data, TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report)
    {
        var problem = new LogisticProblem(data, options, parallel);
        var (folds, isByTime) = Splits.ForCalibration(data.Labels, data.Times, options.Seed);
        report(new("Fitting", 0, folds.Length + 1));
        var final = problem.Solve([.. Enumerable.Range(0, data.Rows)], problem.Start());
        var (scores, labels, done) = (new List<double>(), new List<byte>(), 1);
        var row = new float[data.Schema.Fields.Length];
        foreach (var (train, holdout) in folds)
        {
            var model = problem.Model(problem.Solve(train, final));
            foreach (var at in holdout)
            {
                data.CopyRows(at, row);
                scores.Add(model.LogOdds(row));
                labels.Add(data.Labels[at]);
            }

            report(new("Fitting", ++done, folds.Length + 1));
        }

        return new(problem.Model(final), PlattScaling.Fit([.. scores], [.. labels]), Trees: null, isByTime);
    }
}
