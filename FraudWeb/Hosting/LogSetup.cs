using Microsoft.Extensions.Logging.Console;

namespace FraudWeb.Hosting;

/// <summary>The log on standard output.</summary>
public static class LogSetup
{
    /// <summary>Masks card numbers in everything that the formatters registered so far write, at every level: at the lower ones the
    /// framework repeats addresses and what was typed.</summary>
    public static void MaskCardNumbers(this ILoggingBuilder logging)
    {
        // It logs each query as it was sent, with %20 in place of spaces, so that a number in it can't be recognized. A filter for the
        // category itself takes precedence over the settings.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        // It logs an error with a stack trace for every form cookie that a client has garbled.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogLevel.Critical);
        // It logs every failed check with its stack trace, for whoever asks and as often as they ask. Checks log causes themselves.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.Critical);
        foreach (var formatter in logging.Services.Where(service => service.ServiceType == typeof(ConsoleFormatter)).ToList())
        {
            logging.Services.Remove(formatter);
            logging.Services.AddSingleton<ConsoleFormatter>(services =>
                new MaskedFormatter(Create(formatter, services)));
        }
    }

    private static ConsoleFormatter Create(ServiceDescriptor formatter, IServiceProvider services) => (ConsoleFormatter)(
        formatter.ImplementationInstance
        ?? formatter.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, formatter.ImplementationType!));
}
