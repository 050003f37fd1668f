using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary>Writes evaluations and reports for people, or for programs as JSON with the names of the API.</summary>
internal static class ReportText
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",

        Converters = { new UndefinedAsNull() },

        // For a terminal, not for a web page: + and ' stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(TextWriter output, TrainingReport report, string hash, bool asJson)
    {
        if (asJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { hash, report }, Json));
            return;
        }

        await output.WriteLineAsync(Of(report));
        await output.WriteLineAsync($"hash                {hash}");
    }

    public static async Task WriteAsync(TextWriter output, Evaluation evaluation, bool asJson) =>
        await output.WriteLineAsync(asJson ? JsonSerializer.Serialize(evaluation, Json) : Of(evaluation));

    public static string Of(TrainingReport report)
    {
        var trained = string.Create(CultureInfo.InvariantCulture,
            $"""
            trainer             {report.Trainer}
            trained at          {report.TrainedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC
            judged on           {report.Split}
            trained on          {TrainedOn(report)}
            """);
        var warnings = string.Concat(report.Warnings.Select(warning => $"\nwarning             {warning}"));
        var candidates = report.Candidates is { } compared ? "\n" + Of(compared, report.Excluded ?? []) : "";
        return trained + warnings + candidates + (report.Holdout is { } holdout ? "\n" + Of(holdout) : "");
    }

    public static string Of(Evaluation evaluation) => string.Create(CultureInfo.InvariantCulture,
        $"""
        rows judged         {evaluation.Rows:N0}, {evaluation.Frauds:N0} of them fraud
        AUC                 {Measure(evaluation.Auc)}
        average precision   {Measure(evaluation.AveragePrecision)}
        log loss            {Measure(evaluation.LogLoss, "0.00000")}
        Brier               {Measure(evaluation.Brier, "0.00000")}
        lift at 1%          {Measure(evaluation.LiftAt1Percent, "0.0")}
        at threshold {evaluation.Threshold:0.###}
          precision         {Measure(evaluation.Precision)}
          recall            {Measure(evaluation.Recall)}
          F1                {Measure(evaluation.F1)}
          confusion                      flagged       passed
            fraud           {evaluation.TruePositives,19:N0} {evaluation.FalseNegatives,12:N0}
            legitimate      {evaluation.FalsePositives,19:N0} {evaluation.TrueNegatives,12:N0}
        """);

    private static string TrainedOn(TrainingReport report)
    {
        var rows = string.Create(CultureInfo.InvariantCulture, $"{report.TrainingRows:N0} rows, {report.TrainingFrauds:N0} of them fraud");
        return report.JudgedTrainingRows is { } before
            ? string.Create(CultureInfo.InvariantCulture, $"all {rows}; judged after training on {before:N0} of them")
            : rows;
    }

    private static string Of(IReadOnlyList<TrainerCandidate> candidates, IReadOnlyList<ExcludedTrainer> excluded)
    {
        var lines = candidates.Select(candidate => string.Create(CultureInfo.InvariantCulture,
            $"  {candidate.Trainer,-18}{candidate.AveragePrecision:0.0000}              {Behind(candidate.Behind)}"))
            .Concat(excluded.Select(trainer => $"  {trainer.Trainer,-18}excluded: it {trainer.Reason}"));
        var tied = candidates.Where(candidate => candidate.IsTied).Select(candidate => candidate.Trainer).ToList();
        var verdict = tied.Count == 0 ? ""
            : $"\n  The lead of {candidates[0].Trainer} over {string.Join(" and ", tied)} may be chance; "
                + "the highest average precision decides.";
        return "trainers compared   average precision   behind by, 95% interval       "
            + $"resamples in which {candidates[0].Trainer} is ahead\n{string.Join('\n', lines)}{verdict}";
    }

    private static string Behind(AveragePrecisionGap? gap) => gap is null ? "chosen"
        : FormattableString.Invariant($"{gap.Difference:0.0000}, {gap.Low:0.0000} to {gap.High:0.0000}").PadRight(30)
            + FormattableString.Invariant($"{100 * gap.AheadShare:0.0}%");

    private static string Measure(double value, string format = "0.0000") =>
        double.IsNaN(value) ? "n/a" : value.ToString(format, CultureInfo.InvariantCulture);
}
