using System.CommandLine;
using FraudWeb.Core.Models;

namespace FraudWeb.Cli;

/// <summary><c>export</c>: a model in the form of another runtime.</summary>
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
        var output = new Option<string>("--output") { Description = "Where to write it; - for standard output.", Required = true };
        var command = new Command("export", "Write a model for another runtime.") { model, format, output };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var (exported, _) = ModelFile.Read(parsed.GetRequiredValue(model));
            var bytes = ModelFile.ToMlNet(exported);
            using var file = OutputFile.Create(parsed.GetRequiredValue(output));
            await file.Stream.WriteAsync(bytes, cancel);
            file.Complete();
        }));
        return command;
    }
}
