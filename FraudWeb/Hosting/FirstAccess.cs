using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Keys;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Makes sure that someone can sign in to a new installation: creates an administrator with the password set, or with a one-time
/// password that is printed.</summary>
public static class FirstAccess
{
    public static async Task PrepareAsync(IServiceProvider services)
    {
        var admin = services.GetRequiredService<AdminSettings>();
        var registry = services.GetRequiredService<AccountRegistry>();
        var accounts = services.GetRequiredService<AccountCommands>();
        var administrators = (await registry.ListAsync()).Where(account => account.Role == Role.Administrator).ToList();
        if (administrators.Count == 0)
        {
            if (services.GetRequiredService<ApiSettings>().InitialKey is { } key)
            {
                await services.GetRequiredService<KeyMaker>().AdoptAsync(key, Caller.System);
            }

            await AddAsync(accounts, admin);
        }
        else if (administrators.TrueForAll(account => account.LastSignInAt is null) && administrators[0].PasswordExpiresAt < services.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            // The one-time password has expired unused.
            Print(administrators[0].Email, await accounts.ResetAsync(administrators[0], withSecondFactor: false, Caller.System));
        }
    }

    private static async Task AddAsync(AccountCommands accounts, AdminSettings admin)
    {
        if (admin.Password is { } password)
        {
            Refuse(await accounts.AddAsync(admin.Email, Role.Administrator, password, Caller.System));
            return;
        }

        var (oneTime, refusal) = await accounts.InviteAsync(admin.Email, Role.Administrator, Caller.System);
        Refuse(refusal);
        Print(admin.Email, oneTime!);
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
