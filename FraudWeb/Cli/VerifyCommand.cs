using System.CommandLine;
using System.Globalization;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;

namespace FraudWeb.Cli;

/// <summary><c>verify</c>: whether database, models and audit log are as they were written.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Check the database, the models' hashes and the audit chain. Takes settings such as --FraudWeb:DataDirectory=PATH.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            await using var services = DataFolder.Open(parsed.UnmatchedTokens);
            var faults = new List<string>();
            Check("database", services.GetRequiredService<Database>().WhyNotIntact());
            foreach (var model in await services.GetRequiredService<ModelRegistry>().ListAsync(cancel))
            {
                Check($"model v{model.Version}", services.GetRequiredService<ModelRegistry>().WhyNotIntact(model));
            }

            var verdict = await services.GetRequiredService<AuditLog>().VerifyAsync(cancel);
            Check(string.Create(CultureInfo.InvariantCulture, $"audit log, {verdict.Entries} entries"), verdict.Fault);
            if (faults.Count > 0)
            {
                throw new CommandException(string.Join(Environment.NewLine, faults));
            }

            void Check(string what, string? fault)
            {
                Console.WriteLine($"{what}: {(fault is null ? "as written" : "FAULT")}");
                if (fault is not null)
                {
                    faults.Add($"{what}: {fault}");
                }
            }
        }));
        return command;
    }
}
