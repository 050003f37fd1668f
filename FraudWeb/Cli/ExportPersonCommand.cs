using System.CommandLine;
using System.IO.Pipelines;
using FraudWeb.Accounts;
using FraudWeb.Api;
using FraudWeb.Core.Actors;

namespace FraudWeb.Cli;

/// <summary><c>export-person</c>: writes all data of transactions to one file.</summary>
internal static class ExportPersonCommand
{
    public static Command Create()
    {
        var ids = SubjectOption.Create("The transaction whose data to write: the sender's id, or # and a prediction's id. Repeatable.");
        var output = new Option<string>("--output")
        {
            Description = "The JSON file to write; .gz compresses it, - is standard output.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new Command(
            "export-person", "Write all data of transactions as one JSON document. Takes settings such as --FraudWeb:DataDirectory=PATH.")
        {
            ids,
            output,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var subjects = SubjectOption.Read(parsed, ids);
            await using var services = await DataFolder.OpenExistingAsync(parsed.UnmatchedTokens);
            using var file = OutputFile.Create(parsed.GetRequiredValue(output));
            var records = await ActivatorUtilities.CreateInstance<PersonExport>(services)
                .WriteAsync(subjects, Caller.CommandLine, PipeWriter.Create(file.Stream, new(leaveOpen: true)), cancel);
            file.Complete();
            await Console.Error.WriteLineAsync(records == 1 ? "Wrote 1 prediction." : $"Wrote {records} predictions.");
        }));
        return command;
    }
}
