using FraudWeb.Core.Access;
using FraudWeb.Settings;

namespace FraudWeb.Security;

/// <summary>Sees to it that a new installation can be signed into: an administrator with a one-time password that is printed, or the one set.</summary>
public static class FirstAccess
{
    public static async Task PrepareAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var settings = scope.ServiceProvider.GetRequiredService<FraudWebSettings>();
        var registry = scope.ServiceProvider.GetRequiredService<AccountRegistry>();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        if (!await registry.AnyAsync())
        {
            if (settings.InitialKey is { } key)
            {
                await scope.ServiceProvider.GetRequiredService<KeyMaker>().AdoptAsync(key, Caller.System);
            }

            if (settings.AdminPassword is { } password)
            {
                await accounts.AddAsync(settings.AdminEmail, Role.Administrator, password, Caller.System);
            }
            else
            {
                Print(settings.AdminEmail, (await accounts.InviteAsync(settings.AdminEmail, Role.Administrator, Caller.System)).OneTimePassword!);
            }
        }
        else if (await NeverUsedAsync(registry, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow()) is { } account)
        {
            Print(account.Email, await accounts.ResetAsync(account, withSecondFactor: false, Caller.System));
        }
    }

    // The one administrator, who let the one-time password run out.
    private static async Task<Account?> NeverUsedAsync(AccountRegistry registry, DateTimeOffset now) =>
        await registry.ListAsync() is [{ LastSignInAt: null } only] && only.PasswordExpiresAt < now ? only : null;

    private static void Print(string email, string password)
    {
        Console.WriteLine($"Sign in as {email} with the one-time password {password}");
        Console.WriteLine($"It works for {Accounts.OneTimePasswordLife.TotalHours:0} hours and is shown only now; you choose your own password with it.");
    }
}
