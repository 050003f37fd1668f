namespace FraudWeb.Limits;

/// <summary>Registers the limits of calls and live pages.</summary>
public static class LimitsSetup
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<Quotas>();
        services.AddSingleton<OpenPages>();
    }
}
