using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary><c>inspect</c>: prints the contents of a model file.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "The model file.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command("inspect", "Print a model's schema, parameters, metrics, importance and hash.") { model, json };
        command.SetAction((parsed, _) => Work.RunAsync(async _ =>
        {
            var (inspected, hash) = ModelFile.Read(parsed.GetRequiredValue(model));
            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? Json(inspected, hash) : Text(inspected, hash));
        }));
        return command;
    }

    private static string Json(FraudModel model, string hash) => JsonSerializer.Serialize(
        new
        {
            hash,
            format = ModelFile.FormatOf(model),
            schema = JsonElement.Parse(model.Schema.Json),
            calibration = new { model.Calibration.Slope, model.Calibration.Intercept },
            pipeline = ModelFile.DescribeMlNet(model),
            importance = Importance(model).ToDictionary(pair => pair.Field.Name, pair => pair.Share),
            report = model.Report,
        },
        ReportText.Json);

    private static string Text(FraudModel model, string hash)
    {
        var fields = model.Schema.Fields.Select(field => $"  {field.Name,-28} {field.Allowed}{(field.Required ? "" : ", optional")}");
        var parameters = model.Report.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"  {pair.Key,-28} {pair.Value}");
        var importance = Importance(model)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"  {pair.Field.Name,-28} {pair.Share * 100,5:0.0}%"));
        return $"""
            hash                {hash}
            format              {ModelFile.FormatOf(model)}
            schema              {model.Schema.Name}, {model.Schema.Fields.Length} fields, label {model.Schema.Label ?? "none"}
            data hash           {model.Report.DataHash}
            {ReportText.Of(model.Report)}

            fields
            {string.Join('\n', fields)}

            parameters
            {string.Join('\n', parameters)}

            importance
            {string.Join('\n', importance)}

            ML.NET pipeline
            {string.Join('\n', ModelFile.DescribeMlNet(model).Select(step => $"  {step}"))}
            """;
    }

    private static IEnumerable<(Field Field, double Share)> Importance(FraudModel model) =>
        model.Schema.Fields.Zip(model.Predictor.Importance.ToArray()).OrderByDescending(pair => pair.Second);
}
