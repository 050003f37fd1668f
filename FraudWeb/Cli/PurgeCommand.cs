using System.CommandLine;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Cli;

/// <summary><c>purge</c>: erases expired data, as the server does once a day.</summary>
internal static class PurgeCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only report what would be erased." };
        var trustClock = new Option<bool>("--trust-clock")
        {
            Description = "Erase even if the clock may be wrong, because nothing is on record for a month.",
        };
        var command = new Command("purge", "Erase data that is older than Keep:PredictionsDays and Keep:AuditDays allow, as serve does "
            + "once a day. Takes settings such as --FraudWeb:DataDirectory=PATH.")
        {
            dryRun,
            trustClock,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            await using var services = parsed.GetValue(dryRun)
                ? await DataFolder.OpenExistingAsync(parsed.UnmatchedTokens)
                : await DataFolder.OpenToEraseAsync(parsed.UnmatchedTokens,
                "It erases expired data once a day. To do it now, use Settings › Privacy or stop it first.");
            var retention = services.GetRequiredService<RetentionWriter>();
            if (retention.Policy is { PredictionsDays: 0, AuditDays: 0 })
            {
                await Console.Error.WriteLineAsync("Nothing expires: FraudWeb:Keep:PredictionsDays and FraudWeb:Keep:AuditDays are 0.");
                return;
            }

            if (parsed.GetValue(dryRun))
            {
                var preview = await retention.PreviewAsync(cancel);
                Console.WriteLine($"Would erase {preview.Goes}.");
                if (preview.Held > 0)
                {
                    Console.WriteLine($"Would keep {new RecordCounts(preview.Held)} under legal hold.");
                }

                if (preview.ClockDoubt is { } doubt)
                {
                    Console.WriteLine($"{doubt}. If the clock is right, erase with --trust-clock.");
                }

                return;
            }

            var went = await retention.RunAsync(Caller.CommandLine, parsed.GetValue(trustClock), progress: null, cancel);
            Console.WriteLine($"Erased {went}.");
        }, stopped: "some of it may be erased already; the next run continues"));
        return command;
    }
}
