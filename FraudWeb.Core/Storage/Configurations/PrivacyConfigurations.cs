using FraudWeb.Core.History;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class ContestConfiguration : IEntityTypeConfiguration<Contest>
{
    public void Configure(EntityTypeBuilder<Contest> builder)
    {
        builder.ToTable("contests");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasColumnName("id").ValueGeneratedOnAdd();
        builder.Property(c => c.PredictionId).HasColumnName("prediction_id");
        builder.Property(c => c.OpenedAt).HasColumnName("opened_at");
        builder.Property(c => c.OpenedBy).HasColumnName("opened_by");
        builder.Property(c => c.Statement).HasColumnName("statement").HasMaxLength(Contest.MaxTextLength);
        builder.Property(c => c.DecidedAt).HasColumnName("decided_at");
        builder.Property(c => c.DecidedBy).HasColumnName("decided_by");
        builder.Property(c => c.Outcome).HasColumnName("outcome");
        builder.Property(c => c.Reason).HasColumnName("reason").HasMaxLength(Contest.MaxTextLength);
        builder.HasOne<Prediction>().WithMany().HasForeignKey(c => c.PredictionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.PredictionId).HasDatabaseName("ix_contests_by_prediction");
        builder.HasIndex(c => c.DecidedAt).HasDatabaseName("ix_contests_by_decision");
    }
}

internal sealed class LegalHoldConfiguration : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> builder)
    {
        builder.ToTable("legal_holds");
        builder.HasKey(h => h.TransactionId);
        builder.Property(h => h.TransactionId).HasColumnName("transaction_id").HasMaxLength(Transaction.MaxIdLength);
        builder.Property(h => h.Reason).HasColumnName("reason");
        builder.Property(h => h.By).HasColumnName("by");
        builder.Property(h => h.At).HasColumnName("at");
    }
}
