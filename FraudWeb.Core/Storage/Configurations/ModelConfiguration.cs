using FraudWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class ModelConfiguration : IEntityTypeConfiguration<RegisteredModel>
{
    public void Configure(EntityTypeBuilder<RegisteredModel> builder)
    {
        builder.ToTable("models");
        builder.HasKey(m => m.Version);
        builder.Property(m => m.Version).HasColumnName("version").ValueGeneratedNever();
        builder.Property(m => m.Hash).HasColumnName("hash");
        builder.Property(m => m.FileName).HasColumnName("file_name");
        builder.Property(m => m.Trainer).HasColumnName("trainer");
        builder.Property(m => m.SchemaJson).HasColumnName("schema");
        builder.Property(m => m.RegisteredAt).HasColumnName("registered_at");
        builder.Property(m => m.IsChampion).HasColumnName("is_champion");
        builder.HasIndex(m => m.Hash).IsUnique().HasDatabaseName("ix_models_by_hash");
    }
}
