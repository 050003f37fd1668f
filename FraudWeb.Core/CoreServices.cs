using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Core;

/// <summary>Registers Core's capabilities over one data folder.</summary>
public static class CoreServices
{
    /// <summary>Registers scoring, history, models, accounts, audit and privacy over a database. Needs an <see cref="AuditChain"/>,
    /// a <see cref="Scoring.Policy"/>, <see cref="SessionLimits"/>, a <see cref="RetentionPolicy"/>, a <see cref="TimeProvider"/> and
    /// logging.</summary>
    public static IServiceCollection AddFraudCore(this IServiceCollection services, Database database) => services
        .AddSingleton(_ => database)
        .AddSingleton<IDbContextFactory<FraudDbContext>>(provider => provider.GetRequiredService<Database>())
        .AddSingleton<StoreAnchor>()
        .AddSingleton<AuditLog>()
        .AddSingleton<ReadTrail>()
        .AddSingleton<AccountRegistry>()
        .AddSingleton<SessionRegistry>()
        .AddSingleton<KeyRegistry>()
        .AddSingleton<FirstAccessWriter>()
        .AddSingleton<ModelRegistry>()
        .AddSingleton<ScoringService>()
        .AddSingleton<SchemasByVersion>()
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
        .AddSingleton<ContestRegistry>()
        .AddSingleton<DemoHistory>();
}
