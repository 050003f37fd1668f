using FraudWeb.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(e => e.At).HasColumnName("at");
        builder.Property(e => e.Actor).HasColumnName("actor");
        builder.Property(e => e.Action).HasColumnName("action");
        builder.Property(e => e.Target).HasColumnName("target");
        builder.Property(e => e.Detail).HasColumnName("detail");
        builder.Property(e => e.Address).HasColumnName("address");
        builder.Property(e => e.Hash).HasColumnName("hash");
    }
}

internal sealed class AuditEndsConfiguration : IEntityTypeConfiguration<AuditEnds>
{
    public void Configure(EntityTypeBuilder<AuditEnds> builder)
    {
        builder.ToTable("audit_ends");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(e => e.FirstId).HasColumnName("first_id");
        builder.Property(e => e.BaseHash).HasColumnName("base_hash");
        builder.Property(e => e.LastId).HasColumnName("last_id");
        builder.Property(e => e.LastHash).HasColumnName("last_hash");
        builder.Property(e => e.Seal).HasColumnName("seal");
    }
}
