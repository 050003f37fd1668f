using System.CommandLine;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Cli;

/// <summary><c>erase</c>: erases all that is kept on transactions.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var ids = SubjectOption.Create("Whose data to erase: an id of the sender's, or # and the id of a prediction. May be repeated.");
        var command = new Command(
            "erase", "Erase all data of transactions, permanently. Takes settings such as --FraudWeb:DataDirectory=PATH.") { ids };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            var subjects = SubjectOption.Read(parsed, ids);
            await using var services = DataFolder.OpenToErase(parsed.UnmatchedTokens, "Erase in Settings › Privacy, or stop it first.");
            var erasure = await services.GetRequiredService<ErasureWriter>().EraseAsync(subjects, Caller.CommandLine, cancel);
            Console.WriteLine($"Erased {erasure.Went}.");
            if (!erasure.IsOverwritten)
            {
                throw new CommandException(
                    "It is erased, but copies may still be in the data folder: the database is being read all the time, or the disk "
                    + "refuses. Run the same command again.");
            }
        }, stopped: "a part may be erased already; run the same command again to go on"));
        return command;
    }
}
