using FraudWeb.Accounts;
using FraudWeb.Core.Access;

namespace FraudWeb.Hosting;

/// <summary>Reports at start-up what can't be decrypted because the keys in the data folder were lost. The server starts all the same: most
/// of it works, and the accounts can be reset.</summary>
public static partial class UnreadableSecrets
{
    public static async Task ReportAsync(IServiceProvider services)
    {
        var factor = services.GetRequiredService<SecondFactor>();
        var accounts = await services.GetRequiredService<AccountRegistry>().ListAsync();
        var count = accounts.Count(account => !factor.IsReadable(account));
        if (count > 0)
        {
            LogUnreadable(services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(UnreadableSecrets)), count);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The second factor of {Count} accounts can't be read, because the keys in the data "
        + "folder that encrypted it are missing. Nobody can sign in to them. Restore the folder 'keys' from a backup, or reset each "
        + "account with: FraudWeb reset-user --email ADDRESS --second-factor")]
    private static partial void LogUnreadable(ILogger logger, int count);
}
