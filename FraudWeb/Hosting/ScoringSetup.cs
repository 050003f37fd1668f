using FraudWeb.Core;
using FraudWeb.Core.Access;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Storage;
using FraudWeb.Settings;

namespace FraudWeb.Hosting;

/// <summary>Core's capabilities over one data folder.</summary>
public static class ScoringSetup
{
    public static void AddScoring(this IServiceCollection services, FraudWebSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Policy);
        services.AddSingleton(new ScoringOptions(settings.ScoringEngine));
        services.AddSingleton(new SessionLimits(settings.SessionIdle, settings.SessionLifetime));
        services.AddSingleton(new RetentionPolicy(settings.KeepPredictionsDays, settings.KeepAuditDays));
        services.AddFraudCore(Database.Open(settings.DataDirectory));
        services.AddDataProtectionKeys(settings);
    }
}
