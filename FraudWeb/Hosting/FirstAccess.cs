using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Keys;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Sees to it that a new installation can be signed into: an administrator with a one-time password that is printed, or the one set.</summary>
public static class FirstAccess
{
    public static async Task PrepareAsync(IServiceProvider services)
    {
        var settings = services.GetRequiredService<FraudWebSettings>();
        var registry = services.GetRequiredService<AccountRegistry>();
        var accounts = services.GetRequiredService<AccountCommands>();
        var administrators = (await registry.ListAsync()).Where(account => account.Role == Role.Administrator).ToList();
        if (administrators.Count == 0)
        {
            if (settings.InitialKey is { } key)
            {
                await services.GetRequiredService<KeyMaker>().AdoptAsync(key, Caller.System);
            }

            await AddAsync(accounts, settings);
        }
        else if (administrators.TrueForAll(account => account.LastSignInAt is null) && administrators[0].PasswordExpiresAt < services.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            // Nobody came before the one-time password ran out.
            Print(administrators[0].Email, await accounts.ResetAsync(administrators[0], withSecondFactor: false, Caller.System));
        }
    }

    private static async Task AddAsync(AccountCommands accounts, FraudWebSettings settings)
    {
        if (settings.AdminPassword is { } password)
        {
            Refuse(await accounts.AddAsync(settings.AdminEmail, Role.Administrator, password, Caller.System));
            return;
        }

        var (oneTime, refusal) = await accounts.InviteAsync(settings.AdminEmail, Role.Administrator, Caller.System);
        Refuse(refusal);
        Print(settings.AdminEmail, oneTime!);
    }

    private static void Refuse(string? refusal)
    {
        if (refusal is not null)
        {
            throw new SettingsException([$"FraudWeb:Admin:Email: {refusal} Allowed: an address of which there is none."]);
        }
    }

    private static void Print(string email, string password)
    {
        Console.WriteLine($"Sign in as {email} with the one-time password {password}");
        Console.WriteLine($"It works for {AccountCommands.OneTimePasswordLifetime.TotalHours:0} hours and is shown only now; you choose your own password with it.");
    }
}
