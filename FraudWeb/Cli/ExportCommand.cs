using System.CommandLine;
using FraudWeb.Core.Models;

namespace FraudWeb.Cli;

/// <summary><c>export</c>: writes a model in the format of another runtime.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "The model file.", Required = true };
        var format = new Option<string>("--format")
        {
            Description = "mlnet: an archive for ML.NET's mlContext.Model.Load.",
            Required = true,
        }
            .AcceptOnlyFromAmong("mlnet");
        var output = new Option<string>("--output") { Description = "The file to write; - is standard output.", Required = true };
        var command = new Command("export", "Write a model for another runtime.") { model, format, output };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            OutputFile.RequireOther(parsed.GetRequiredValue(output), parsed.GetRequiredValue(model));
            var (exported, _) = ModelFile.Read(parsed.GetRequiredValue(model));
            var bytes = ModelFile.ToMlNet(exported);
            using var file = OutputFile.Create(parsed.GetRequiredValue(output));
            await file.Stream.WriteAsync(bytes, cancel);
            file.Complete();
        }));
        return command;
    }
}
