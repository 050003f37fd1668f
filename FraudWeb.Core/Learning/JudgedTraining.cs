using System.Collections.Immutable;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Trains a model and evaluates it: trains on some of the rows, evaluates on the others, compares trainers if the plan has
/// several, and retrains the winner on all rows.</summary>
public static class JudgedTraining
{
    /// <summary>Trains the model that the plan describes.</summary>
    /// <param name="data">All labelled rows.</param>
    /// <param name="plan">The trainers to compare, and how to evaluate them.</param>
    /// <param name="trainedAt">The current time, for the report.</param>
    /// <param name="progress">Receives each step of each trainer; the stage begins with the trainer's name.</param>
    /// <param name="cancellationToken">Cancels the training between two trees.</param>
    /// <exception cref="TrainingException">No model can be trained on the data or with these parameters.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FraudModel Run(Dataset data, TrainingPlan plan, DateTimeOffset trainedAt,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (HoldoutSplit.Of(data, plan) is not { } split)
        {
            var unjudged = Train(data, plan.Trainers[0], "");
            return With(unjudged, report => plan.Trainers.Length == 1 ? report : report with
            {
                Warnings = [.. report.Warnings, $"There is no holdout, so the trainers were not compared; {report.Trainer} was used."],
            });
        }

        // Rows of one class can't rank trainers; the first trainer is used then.
        var canRank = split.Holdout.Frauds > 0 && split.Holdout.Frauds < split.Holdout.Rows;
        var (trainers, excluded) = canRank ? Contestants(plan, data.Schema) : ([plan.Trainers[0]], []);
        FraudModel[] judged = [.. trainers.Select(trainer => Train(split.Training, trainer, ""))];
        double[][] probabilities = [.. judged.Select(model => Training.Probabilities(model, split.Holdout))];
        var labels = split.Holdout.Labels;
        ImmutableArray<TrainerCandidate> candidates = trainers.Length == 1 && excluded.IsEmpty ? []
            : TrainerContest.Rank(
                [.. judged.Select(model => model.Report.Trainer)], probabilities, labels, plan.Options.Seed, cancellationToken);
        var winner = candidates.IsEmpty ? 0 : Array.FindIndex(judged, model => model.Report.Trainer == candidates[0].Trainer);

        return With(plan.Refit ? Train(data, trainers[winner], " on all rows") : judged[winner], report => report with
        {
            Split = split.Words,
            Holdout = Metrics.Evaluate(probabilities[winner], labels, plan.Options.Threshold),
            Warnings =
            [
                .. report.Warnings, .. canRank ? [] : (string[])[OneClass(split.Holdout, plan, report.Trainer)],
                .. RepeatedRows.GetWarning(split) is { } repeated ? (string[])[repeated] : [],
            ],
            JudgedTrainingRows = plan.Refit ? split.Training.Rows : null,
            Candidates = candidates.IsEmpty ? null : candidates,
            Excluded = excluded.IsEmpty ? null : excluded,
        });

        FraudModel Train(Dataset rows, TrainerKind trainer, string purpose)
        {
            var named = progress is null ? null : new NamedProgress(progress, trainer.ToWireName() + purpose);
            return Training.Train(rows, plan.OptionsFor(trainer), trainedAt, progress: named, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Excludes trainers that can't hold the schema's monotone constraints, unless none can. A winner that violates a constraint
    /// would be worse than a lower average precision.</summary>
    private static (ImmutableArray<TrainerKind> Trainers, ImmutableArray<ExcludedTrainer> Excluded) Contestants(
        TrainingPlan plan, TransactionSchema schema)
    {
        var unheld = plan.Trainers.ToLookup(trainer => MonotoneConstraints.GetUnheld(trainer, schema));
        return plan.Trainers.Length > 1 && unheld.Contains(null)
            ? ([.. unheld[null]],
                [.. unheld.Where(group => group.Key is not null).SelectMany(group => group.Select(trainer =>
                    new ExcludedTrainer(trainer.ToWireName(), $"can't hold the monotone constraint on {group.Key}")))])
            : (plan.Trainers, []);
    }

    private static FraudModel With(FraudModel model, Func<TrainingReport, TrainingReport> change) =>
        new(model.Schema, model.Predictor, model.Calibration, change(model.Report));

    private static string OneClass(Dataset holdout, TrainingPlan plan, string taken) =>
        $"All rows judged are {(holdout.Frauds == 0 ? "legitimate" : "fraud")}: AUC and average precision can't be measured"
        + (plan.Trainers.Length == 1 ? "." : $", and the trainers were not compared; {taken} was taken.")
        + " Judge on more rows, or set them apart by chance.";

    private sealed class NamedProgress(IProgress<TrainingProgress> inner, string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => inner.Report(value with { Stage = $"{name}: {value.Stage}" });
    }
}
