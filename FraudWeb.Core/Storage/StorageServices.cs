using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Core.Storage;

/// <summary>Registers the storage services.</summary>
public static class StorageServices
{
    /// <summary>Registers the database with the prediction log, its queries and the model registry. Needs an <see cref="AuditChain"/>,
    /// <see cref="SessionLimits"/>, a <see cref="RetentionPolicy"/>, a <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, Database database) => services
        .AddSingleton(_ => database)
        .AddSingleton<IDbContextFactory<FraudDbContext>>(services => services.GetRequiredService<Database>())
        .AddSingleton<SchemasByVersion>()
        .AddSingleton<AuditLog>()
        .AddSingleton<AccountRegistry>()
        .AddSingleton<SessionRegistry>()
        .AddSingleton<KeyRegistry>()
        .AddSingleton<ModelRegistry>()
        .AddSingleton<PredictionIds>()
        .AddSingleton<PredictionFeed>()
        .AddSingleton<PredictionLog>()
        .AddSingleton<PredictionQueries>()
        .AddSingleton<IdempotentResponseQueries>()
        .AddSingleton<DashboardQueries>()
        .AddSingleton<SubjectQueries>()
        .AddSingleton<ErasureWriter>()
        .AddSingleton<RetentionWriter>()
        .AddSingleton<LegalHoldRegistry>()
        .AddSingleton<ContestRegistry>();
}
