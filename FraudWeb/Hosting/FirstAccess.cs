using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Keys;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Ensures that someone can sign in to a new installation: an administrator with the password of the settings, or with a one-time
/// password that is printed.</summary>
public static class FirstAccess
{
    /// <summary>Adds the first administrator if there is none.</summary>
    /// <returns>The one-time password in words, to be printed; null if none was made.</returns>
    public static async Task<string?> PrepareAsync(IServiceProvider services)
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

            return await AddAsync(accounts, admin);
        }

        // The one-time password has expired unused.
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return administrators.TrueForAll(account => account.LastSignInAt is null) && administrators[0].HasExpiredPasswordAt(now)
            ? Notice(administrators[0].Email, await accounts.ResetAsync(administrators[0], withSecondFactor: false, Caller.System))
            : null;
    }

    private static async Task<string?> AddAsync(AccountCommands accounts, AdminSettings admin)
    {
        if (admin.Password is { } password)
        {
            Refuse(await accounts.AddAsync(admin.Email, Role.Administrator, password, Caller.System));
            return null;
        }

        var (oneTime, refusal) = await accounts.InviteAsync(admin.Email, Role.Administrator, Caller.System);
        Refuse(refusal);
        return Notice(admin.Email, oneTime!);
    }

    private static void Refuse(string? refusal)
    {
        if (refusal is not null)
        {
            throw new SettingsException([$"FraudWeb:Admin:Email: {refusal} Allowed: an address of which there is none."]);
        }
    }

    private static string Notice(string email, string password)
    {
        var hours = Account.OneTimePasswordLifetime.TotalHours;
        return $"""

            Sign in as {email} with the one-time password {password}
            It works for {hours:0} hours and is shown only now; you choose your own password with it.

            """;
    }
}
