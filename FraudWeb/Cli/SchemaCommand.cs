using System.CommandLine;
using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;

namespace FraudWeb.Cli;

/// <summary><c>schema</c>: proposes a schema file for a CSV file.</summary>
internal static class SchemaCommand
{
    private const int MaxChoices = 65_535;

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
        var label = new Option<string?>("--label") { Description = "The column that says which rows are fraud, 1 or 0 or in words." };
        var positive = new Option<string[]>("--positive")
        {
            Description = "A text of the label that means fraud, such as fraud or 1; may be repeated. The usual ones need not be named.",
            HelpName = "TEXT",
        };
        var negative = new Option<string[]>("--negative")
        {
            Description = "A text of the label that means legitimate; may be repeated.",
            HelpName = "TEXT",
        };
        var maxChoices = new Option<int>("--max-choices")
        {
            Description = "The maximum number of different texts of a column that becomes a category; columns with more are left out.",
            DefaultValueFactory = _ => new ProposalOptions().MaxChoices,
            HelpName = "N",
        }.Within(1, MaxChoices);
        var command = new Command("schema",
            "Propose a schema file for a CSV file, for you to review: kinds, choices and required fields, and why columns are left out.")
        {
            data, output, label, positive, negative, maxChoices,
        };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var path = parsed.GetRequiredValue(data);
            OutputFile.RequireOther(parsed.GetRequiredValue(output), path);
            var (proposal, canReadAgain) = Propose(path, new()
            {
                Label = parsed.GetValue(label),
                Positive = parsed.GetValue(positive) ?? [],
                Negative = parsed.GetValue(negative) ?? [],
                MaxChoices = parsed.GetValue(maxChoices),
            }, cancel);
            using (var file = OutputFile.Create(parsed.GetRequiredValue(output)))
            {
                await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(proposal.Schema.Json + "\n"), cancel);
                file.Complete();
            }

            await ReportAsync(proposal);
            if (canReadAgain)
            {
                Check(path, proposal.Schema, cancel);
            }
        }));
        return command;
    }

    private static (SchemaProposal Proposal, bool CanReadAgain) Propose(string path, ProposalOptions options, CancellationToken cancel)
    {
        using var input = InputFile.Open(path);
        using var rows = input.Rows();
        using var progress = new ProgressLine(TimeProvider.System);
        var proposal = SchemaProposal.Of(rows, NameFor(path), options, progress.Rows(_ => input.Share), cancel);
        return (proposal, input.Share is not null);
    }

    private static async Task ReportAsync(SchemaProposal proposal)
    {
        foreach (var group in proposal.LeftOut.GroupBy(column => column.Why))
        {
            var names = SchemaProposal.Names(group.Select(column => column.Name));
            await Console.Error.WriteLineAsync(CardNumbers.Mask($"Left out {names}: such columns {group.Key}."));
        }

        foreach (var note in proposal.Notes)
        {
            await Console.Error.WriteLineAsync(CardNumbers.Mask(note));
        }
    }

    /// <summary>Reads the file as training would, because a proposal that the same file can't be read with would be of no use.</summary>
    /// <exception cref="CsvException">A row does not fit the proposal.</exception>
    private static void Check(string path, TransactionSchema schema, CancellationToken cancel)
    {
        using var input = InputFile.Open(path);
        using var rows = input.Rows();
        using var progress = new ProgressLine(TimeProvider.System);
        LabelledCsv.Read(rows, SchemaJson.Parse(Encoding.UTF8.GetBytes(schema.Json)), schema.Timestamp, RejectedRows.Stop(),
            (_, _, _) => { }, progress.Rows(_ => input.Share), cancel);
    }

    private static string NameFor(string path) =>
        Path.GetFileName(path).Split('.')[0] is { } name && name is not ("-" or "") && !CardNumbers.IsInName(name) ? name
            : "my-transactions";
}
