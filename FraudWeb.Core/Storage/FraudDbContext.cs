using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FraudWeb.Core.Storage;

/// <summary>The one database: predictions with what belongs to them, the register of models, who may do what, and who did what.</summary>
public sealed class FraudDbContext(DbContextOptions<FraudDbContext> options) : DbContext(options)
{
    /// <summary>Every answer ever given, by id, which is by time.</summary>
    public DbSet<Prediction> Predictions => Set<Prediction>();

    /// <summary>Every label ever given, in the order given.</summary>
    public DbSet<LabelEntry> Labels => Set<LabelEntry>();

    /// <summary>Counts of predictions by hour.</summary>
    public DbSet<Rollup> Rollups => Set<Rollup>();

    /// <summary>Every model version.</summary>
    public DbSet<RegisteredModel> Models => Set<RegisteredModel>();

    /// <summary>Everybody who may sign in.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Every browser that is signed in.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Every API key ever made.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Who did what, as a chain; only the audit log writes to it.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>Both ends of that chain.</summary>
    public DbSet<AuditEnds> AuditEnds => Set<AuditEnds>();

    /// <summary>Decisions that somebody contests.</summary>
    public DbSet<Contest> Contests => Set<Contest>();

    /// <summary>Transactions that may not be erased.</summary>
    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();

    /// <summary>Answers given under an idempotency key.</summary>
    public DbSet<IdempotentResponse> IdempotentResponses => Set<IdempotentResponse>();

    /// <summary>In queries only: a part of <see cref="Prediction.Inputs"/> as kept.</summary>
    /// <param name="inputs">The column.</param>
    /// <param name="start">The first byte, from 1.</param>
    /// <param name="length">How many bytes.</param>
    public static InputKey InputAt(double[] inputs, int start, int length) =>
        throw new NotSupportedException("This is a function of the database.");

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<PredictionId>().HaveConversion<PredictionIdConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentConverter>();
        configurationBuilder.DefaultTypeMapping<InputKey>().HasConversion<InputKeyConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FraudDbContext).Assembly);
        modelBuilder.HasDbFunction(typeof(FraudDbContext).GetMethod(nameof(InputAt))!).HasName("substr").IsBuiltIn();
    }
}

// What `dotnet ef migrations add` makes its context with; it never connects.
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<FraudDbContext>
{
    public FraudDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<FraudDbContext>().UseSqlite("Data Source=design.db").Options);
}
