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
    /// <summary>Adds the first administrator and the initial key if there is no administrator. A database that has none, and can't get the
    /// one in the settings, is served all the same.</summary>
    /// <returns>What to print: the one-time password, or how to make an administrator; null for nothing.</returns>
    public static async Task<string?> PrepareAsync(IServiceProvider services)
    {
        var registry = services.GetRequiredService<AccountRegistry>();
        var administrators = (await registry.ListAsync()).Where(account => account.Role == Role.Administrator).ToList();
        if (administrators.Count == 0)
        {
            return await AddAsync(services);
        }

        if (administrators.TrueForAll(account => account.IsDisabled))
        {
            return NobodyNotice("every administrator is disabled");
        }

        // The one-time password has expired unused.
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return administrators.TrueForAll(account => account.LastSignInAt is null) && administrators[0].HasExpiredPasswordAt(now)
            ? Notice(administrators[0].Email, await services.GetRequiredService<AccountCommands>().ResetAsync(
                administrators[0], withSecondFactor: false, Caller.System))
            : null;
    }

    private static async Task<string?> AddAsync(IServiceProvider services)
    {
        var admin = services.GetRequiredService<AdminSettings>();
        var accounts = services.GetRequiredService<AccountCommands>();
        var key = services.GetRequiredService<ApiSettings>().InitialKey is { } text
            ? services.GetRequiredService<KeyMaker>().DescribeInitial(text, Caller.System) : null;
        (Account Account, string? OneTime) first = admin.Password is { } password
            ? (accounts.Describe(admin.Email, Role.Administrator, password), null)
            : accounts.Describe(admin.Email, Role.Administrator);
        if (!await services.GetRequiredService<FirstAccessWriter>().AddAsync(first.Account, key, Caller.System))
        {
            return NobodyNotice($"{admin.Email}, the address in FraudWeb:Admin:Email, has another role");
        }

        return first.OneTime is null ? null : Notice(admin.Email, first.OneTime);
    }

    private static string NobodyNotice(string cause) =>
        $"""

        Nobody can administer this installation: {cause}.
        Add an administrator with: FraudWeb create-user --email ADDRESS --role administrator

        """;

    private static string Notice(string email, string password)
    {
        var hours = Account.OneTimePasswordLifetime.TotalHours;
        return $"""

            Sign in as {email} with the one-time password {password}
            It works for {hours:0} hours and is shown only now; you choose your own password with it.

            """;
    }
}
