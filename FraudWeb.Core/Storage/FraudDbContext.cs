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

/// <summary>The database: predictions with their labels and contests, models, accounts and keys, and the audit log.</summary>
public sealed class FraudDbContext(DbContextOptions<FraudDbContext> options) : DbContext(options)
{
    /// <summary>Predictions, by id, which is chronological.</summary>
    public DbSet<Prediction> Predictions => Set<Prediction>();

    /// <summary>All labels, in the order in which they were added.</summary>
    public DbSet<LabelEntry> Labels => Set<LabelEntry>();

    /// <summary>Counts of predictions by hour.</summary>
    public DbSet<Rollup> Rollups => Set<Rollup>();

    /// <summary>Registered model versions.</summary>
    public DbSet<RegisteredModel> Models => Set<RegisteredModel>();

    /// <summary>Accounts of users.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Sessions of signed-in browsers.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>API keys, including revoked ones.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>The hash-chained audit entries. Only the audit log writes them.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>The two ends of the audit chain.</summary>
    public DbSet<AuditEnds> AuditEnds => Set<AuditEnds>();

    /// <summary>Contested decisions.</summary>
    public DbSet<Contest> Contests => Set<Contest>();

    /// <summary>Legal holds of transactions.</summary>
    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();

    /// <summary>Responses that were sent under an idempotency key.</summary>
    public DbSet<IdempotentResponse> IdempotentResponses => Set<IdempotentResponse>();

    /// <summary>Whether the write in progress has appended to the audit log.</summary>
    internal bool IsAudited { get; set; }

    /// <summary>Returns whether there is any account. Before the first one, nobody can have done anything.</summary>
    public Task<bool> HasAccountsAsync(CancellationToken cancel) => Accounts.AnyAsync(cancel);

    /// <summary>Returns a part of the stored bytes of <see cref="Prediction.Inputs"/>; in queries only.</summary>
    /// <param name="inputs">The column.</param>
    /// <param name="start">The first byte, from 1.</param>
    /// <param name="length">The number of bytes.</param>
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

// Used by `dotnet ef migrations add`. It never connects.
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<FraudDbContext>
{
    public FraudDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<FraudDbContext>().UseSqlite("Data Source=design.db").Options);
}
