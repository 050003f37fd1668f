using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary>Writes evaluations and reports for people or, as JSON in the API's own names, for programs.</summary>
internal static class ReportText
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",

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
            trained on          {report.TrainingRows:N0} rows, {report.TrainingFrauds:N0} of them fraud
            judged on           {report.Split}
            """);
        var warnings = string.Concat(report.Warnings.Select(warning => $"\nwarning             {warning}"));
        return trained + warnings + (report.Holdout is { } holdout ? "\n" + Of(holdout) : "");
    }

    public static string Of(Evaluation evaluation) => string.Create(CultureInfo.InvariantCulture,
        $"""
        rows                {evaluation.Rows:N0}, {evaluation.Frauds:N0} of them fraud
        AUC                 {evaluation.Auc:0.0000}
        average precision   {evaluation.AveragePrecision:0.0000}
        log loss            {evaluation.LogLoss:0.00000}
        Brier               {evaluation.Brier:0.00000}
        lift at 1 %         {evaluation.LiftAt1Percent:0.0}
        at threshold {evaluation.Threshold:0.###}
          precision         {evaluation.Precision:0.0000}
          recall            {evaluation.Recall:0.0000}
          F1                {evaluation.F1:0.0000}
          confusion                      flagged       passed
            fraud           {evaluation.TruePositives,19:N0} {evaluation.FalseNegatives,12:N0}
            legitimate      {evaluation.FalsePositives,19:N0} {evaluation.TrueNegatives,12:N0}
        """);
}
