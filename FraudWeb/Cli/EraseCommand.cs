using System.CommandLine;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Cli;

/// <summary><c>erase</c>: erases all data of transactions.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var ids = SubjectOption.Create("The transaction whose data to erase: the sender's id, or # and a prediction's id. Repeatable.");
        var command = new Command(
            "erase", "Erase all data of transactions, permanently. Takes settings such as --FraudWeb:DataDirectory=PATH.") { ids };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var subjects = SubjectOption.Read(parsed, ids);
            await using var services = await DataFolder.OpenToEraseAsync(
                parsed.UnmatchedTokens, "Erase in Settings › Privacy, or stop it first.");
            var erasure = await services.GetRequiredService<ErasureWriter>().EraseAsync(subjects, Caller.CommandLine, cancel);
            Console.WriteLine($"Erased {erasure.Went}.");
            if (!erasure.IsOverwritten)
            {
                throw new CommandException(
                    "The data is erased, but copies may still be in the data folder, because the database is in constant use or the disk "
                    + "reports an error. Run the same command again.");
            }
        }, stopped: "some of it may be erased already; run the same command again to continue"));
        return command;
    }
}
