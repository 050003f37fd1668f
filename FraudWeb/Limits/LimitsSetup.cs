using FraudWeb.Logs;

namespace FraudWeb.Limits;

/// <summary>Registers the limits of calls, live pages and log lines.</summary>
public static class LimitsSetup
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<SecurityEvents>();
        services.AddSingleton<Quotas>();
        services.AddSingleton<OpenPages>();
        services.AddSingleton<CircuitLimit>();
    }
}
