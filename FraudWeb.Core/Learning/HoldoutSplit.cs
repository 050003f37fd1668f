using System.Globalization;

namespace FraudWeb.Core.Learning;

/// <summary>Rows to learn from and rows to judge on.</summary>
/// <param name="Training">The rows to learn from.</param>
/// <param name="Holdout">The rows to judge on.</param>
/// <param name="Words">How the rows judged were set apart, for the report, with their true share of all rows.</param>
internal sealed record HoldoutSplit(Dataset Training, Dataset Holdout, string Words)
{
    /// <summary>Sets rows apart as the plan says.</summary>
    /// <returns>Null if the plan sets none apart.</returns>
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

    // A column of plain numbers, such as a day's number, is read as seconds since 1970; as a date it would be a riddle.
    private static string Time(long ticks)
    {
        var time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return time.Year == 1970
            ? time.Subtract(DateTimeOffset.UnixEpoch).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
    }
}
