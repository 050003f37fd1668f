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
        settings.AddTo(services);
        services.AddSingleton(new ScoringOptions(settings.Scoring.Engine));
        services.AddSingleton(new SessionLimits(settings.Session.Idle, settings.Session.Lifetime));
        services.AddSingleton(new RetentionPolicy(settings.Retention.PredictionsDays, settings.Retention.AuditDays));
        services.AddFraudCore(Database.Open(settings.DataDirectory));
        services.AddDataProtectionKeys(settings.DataDirectory, settings.Keys);
    }
}
