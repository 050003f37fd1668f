using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FraudWeb.Core.Storage;

/// <summary>The one database: predictions with their labels and rollups, and the register of models.</summary>
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
