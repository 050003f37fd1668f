using System.CommandLine;
using System.Globalization;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Simulation;

namespace FraudWeb.Cli;

/// <summary><c>demo</c>: fills an empty store with a simulated, partly labelled month.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Fill an empty database with 30 days of simulated, partly labelled history. Takes settings such "
            + "as --FraudWeb:DataDirectory=PATH.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            await using var services = await DataFolder.OpenWithModelAsync(parsed.UnmatchedTokens);
            using (var progress = new ProgressLine(TimeProvider.System))
            {
                await services.GetRequiredService<DemoHistory>().FillAsync(Caller.CommandLine, new DemoProgress(progress), cancel);
            }

            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Stored {DemoHistory.Rows:N0} predictions of the last {DemoHistory.Days} days. Start FraudWeb to look at them."));
        }));
        return command;
    }

    private sealed class DemoProgress(ProgressLine line) : IProgress<double>
    {
        public void Report(double value) => line.Report(value, _ => "of the history");
    }
}
