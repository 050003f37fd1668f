using System.CommandLine;
using FraudWeb.Core.Storage;

namespace FraudWeb.Cli;

/// <summary><c>migrate</c>: creates or migrates the database, as the server does at start-up.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command(
            "migrate", "Create or migrate the database, as serve does at start-up. Takes settings such as --FraudWeb:DataDirectory=PATH.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, _) => Work.RunAsync(async _ =>
        {
            using var database = Database.Open(DataFolder.Settings(parsed.UnmatchedTokens).DataDirectory);
            await Console.Error.WriteLineAsync($"{database.File} is up to date.");
        }));
        return command;
    }
}
