using System.CommandLine;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Cli;

/// <summary><c>schema</c>: proposes a schema file for a CSV file.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "A labelled CSV file, plain or gzip; - is standard input.",
            Required = true,
        };
        var output = new Option<string>("--output")
        {
            Description = "The schema file to write; - is standard output.",
            DefaultValueFactory = _ => "-",
        };
        var label = new Option<string?>("--label") { Description = "The column that holds 1 for fraud and 0 for legitimate." };
        var command = new Command("schema",
            "Propose a schema file for a CSV file, for you to review: kinds, choices and required fields.") { data, output, label };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var path = parsed.GetRequiredValue(data);
            OutputFile.RequireOther(parsed.GetRequiredValue(output), path);
            using var input = InputFile.Open(path);
            using var rows = input.Rows();
            var proposal = SchemaProposal.Of(rows, NameFor(path), parsed.GetValue(label));
            using var file = OutputFile.Create(parsed.GetRequiredValue(output));
            await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(proposal.Schema.Json + "\n"), cancel);
            file.Complete();
            if (proposal.LeftOut.Count > 0)
            {
                await Console.Error.WriteLineAsync(
                    $"Left out as ids, card numbers or texts with more than {SchemaProposal.MaxChoices} different values: "
                    + $"{CardNumbers.Mask(string.Join(", ", proposal.LeftOut))}.");
            }
        }));
        return command;
    }

    private static string NameFor(string path) => path == "-" ? "my-transactions" : Path.GetFileName(path).Split('.')[0];
}
