using System.Globalization;

namespace FraudWeb.Core.Learning;

/// <summary>Training rows and holdout rows.</summary>
/// <param name="Training">The rows to train on.</param>
/// <param name="Holdout">The rows to evaluate on.</param>
/// <param name="Words">How the holdout was selected, for the report, with its actual share of all rows.</param>
internal sealed record HoldoutSplit(Dataset Training, Dataset Holdout, string Words)
{
    /// <summary>Selects the holdout as the plan defines it.</summary>
    /// <returns>Null if the plan has no holdout.</returns>
    /// <exception cref="TrainingException">All rows have the same time.</exception>
    public static HoldoutSplit? Of(Dataset data, TrainingPlan plan)
    {
        if (plan.HoldoutShare == 0 || data.Rows == 0)
        {
            return null;
        }

        var (training, holdout) = data.Times is { } times
            ? Splits.ByTime(times, plan.HoldoutShare)
            : Splits.Stratified(data.Labels, plan.HoldoutShare, plan.Options.Seed);
        if (training.Length == 0)
        {
            throw new TrainingException("All rows have the same time, so the latest can't be set apart. "
                + "Take the times from another column, or set rows apart by chance.");
        }

        var judged = data.Select(holdout);
        return new(data.Select(training), judged, InWords(judged, data.Rows, plan));
    }

    private static string InWords(Dataset judged, int of, TrainingPlan plan)
    {
        var share = FormattableString.Invariant($"{100.0 * judged.Rows / of:0.##}%");
        var rows = FormattableString.Invariant($"{judged.Rows:N0} rows, {judged.Frauds:N0} of them fraud");
        var column = plan.TimeColumn is null ? "" : $", column {plan.TimeColumn}";
        return judged.Times is { } times
            ? $"the latest {share} ({rows}, from {Time(times.Min())} on{column})"
            : FormattableString.Invariant($"{share} by chance ({rows}, seed {plan.Options.Seed})");
    }

    // A column of plain numbers, such as a day number, is read as seconds since 1970; formatted as a date it would be misleading.
    private static string Time(long ticks)
    {
        var time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return time.Year == 1970
            ? time.Subtract(DateTimeOffset.UnixEpoch).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
    }
}
