using FraudWeb.Core;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;
using FraudWeb.Settings;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb;

/// <summary>Core's capabilities over one data folder.</summary>
public static class ScoringSetup
{
    public static void AddFraudScoring(this IServiceCollection services, FraudWebSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Database.Open(settings.DataDirectory));
        services.AddSingleton<IDbContextFactory<FraudDbContext>>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton(settings.Policy);
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton<SchemasByVersion>();
        services.AddSingleton<PredictionIds>();
        services.AddSingleton<PredictionFeed>();
        services.AddSingleton<PredictionLog>();
        services.AddSingleton<PredictionQueries>();
        services.AddSingleton<ScoringService>();
    }
}
