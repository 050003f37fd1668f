using System.CommandLine;
using System.Data.Common;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;

namespace FraudWeb.Cli;

/// <summary><c>verify</c>: checks that the database, the models and the audit log are unchanged.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command(
            "verify", "Check the database, the models' hashes and the audit chain. Takes settings such as --FraudWeb:DataDirectory=PATH.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, _) => Work.RunAsync(async cancel =>
        {
            await using var services = await DataFolder.OpenExistingAsync(parsed.UnmatchedTokens);
            var faults = new List<string>();
            var models = services.GetRequiredService<ModelRegistry>();
            await CheckAsync("database", () => Task.FromResult(services.GetRequiredService<Database>().GetIntegrityError()));
            IReadOnlyList<RegisteredModel> registered = [];
            await CheckAsync("models", async () =>
            {
                registered = await models.ListAsync(cancel);
                return null;
            });
            foreach (var model in registered)
            {
                await CheckAsync($"model v{model.Version}", () => Task.FromResult(models.GetIntegrityError(model)));
            }

            await CheckAsync("audit log", async () => (await services.GetRequiredService<AuditLog>().VerifyAsync(cancel)).Fault);
            if (faults.Count > 0)
            {
                throw new CommandException(string.Join(Environment.NewLine, faults));
            }

            // One fault must not hide the others: reading a damaged part may even throw.
            async Task CheckAsync(string what, Func<Task<string?>> look)
            {
                string? fault;
                try
                {
                    fault = await look();
                }
                catch (DbException e)
                {
                    fault = $"can't be read: {e.Message}";
                }

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
