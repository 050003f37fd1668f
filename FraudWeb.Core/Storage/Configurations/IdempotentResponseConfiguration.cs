using FraudWeb.Core.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class IdempotentResponseConfiguration : IEntityTypeConfiguration<IdempotentResponse>
{
    public void Configure(EntityTypeBuilder<IdempotentResponse> builder)
    {
        builder.ToTable("kept_answers");
        builder.HasKey(a => new { a.Owner, a.Key });
        builder.Property(a => a.Owner).HasColumnName("owner");
        builder.Property(a => a.Key).HasColumnName("key");
        builder.Property(a => a.Request).HasColumnName("request");
        builder.Property(a => a.Body).HasColumnName("body");
        builder.Property(a => a.At).HasColumnName("at");
        builder.HasIndex(a => a.At).HasDatabaseName("ix_kept_answers_by_time");
    }
}
