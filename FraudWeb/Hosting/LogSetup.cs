using Microsoft.Extensions.Logging.Console;

namespace FraudWeb.Hosting;

/// <summary>The log on standard output.</summary>
public static class LogSetup
{
    /// <summary>Masks card numbers in all that is logged from now on, by whomever and at whatever level: at the lower ones the framework
    /// repeats addresses and what was typed.</summary>
    public static void MaskCardNumbers(this ILoggingBuilder logging)
    {
        // Says each query as it was sent, with %20 in place of spaces, and so can't be masked. This category by name outdoes the settings.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        foreach (var formatter in logging.Services.Where(service => service.ServiceType == typeof(ConsoleFormatter)).ToList())
        {
            logging.Services.Remove(formatter);
            logging.Services.AddSingleton<ConsoleFormatter>(services =>
                new MaskedFormatter((ConsoleFormatter)ActivatorUtilities.CreateInstance(services, formatter.ImplementationType!)));
        }
    }
}
