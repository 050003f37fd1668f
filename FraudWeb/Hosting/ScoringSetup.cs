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
    /// <param name="services">The program's services.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="acceptsLoss">Whether to open a data folder that has lost its database or a part of it.</param>
    public static void AddScoring(this IServiceCollection services, FraudWebSettings settings, bool acceptsLoss = false)
    {
        services.AddSingleton(TimeProvider.System);
        settings.AddTo(services);
        services.AddSingleton(new ScoringOptions(settings.Scoring.Engine));
        services.AddSingleton(new SessionLimits(settings.Session.Idle, settings.Session.Lifetime));
        services.AddSingleton(new RetentionPolicy(settings.Retention.PredictionsDays, settings.Retention.AuditDays));
        services.AddFraudCore(Database.Open(settings.DataDirectory, acceptsLoss));
        services.AddDataProtectionKeys(settings.DataDirectory, settings.Keys);
    }
}
