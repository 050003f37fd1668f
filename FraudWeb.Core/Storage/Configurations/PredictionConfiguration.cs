using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class PredictionConfiguration : IEntityTypeConfiguration<Prediction>
{
    public void Configure(EntityTypeBuilder<Prediction> builder)
    {
        builder.ToTable("predictions");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).HasColumnName("id");
        builder.Property(p => p.TransactionId).HasColumnName("transaction_id").HasMaxLength(Transaction.MaxIdLength);
        builder.Property(p => p.Source).HasColumnName("source");
        builder.Property(p => p.AccountId).HasColumnName("account_id");
        builder.Property(p => p.KeyId).HasColumnName("key_id");
        builder.Property(p => p.ModelVersion).HasColumnName("model_version");
        builder.Ignore(p => p.Schema);
        builder.Property(p => p.Probability).HasColumnName("probability");
        builder.Property(p => p.Threshold).HasColumnName("threshold");
        builder.Property(p => p.IsFraud).HasColumnName("is_fraud");
        builder.Property(p => p.RiskLevel).HasColumnName("risk_level");
        builder.Property(p => p.Decision).HasColumnName("decision");
        builder.Property(p => p.Label).HasColumnName("label");
        builder.Property(p => p.DurationMicroseconds).HasColumnName("duration_us");
        builder.Property(p => p.Inputs).HasColumnName("inputs").HasConversion<InputsConverter, InputsComparer>();

        // With any filter, a page is found inside one of these two indexes without reading the table: a filter without matches scans a
        // narrow index instead of all rows with their inputs. The first index grows only at its end, in chronological order. The second
        // would be written to at random positions if it contained the many predictions that nobody looks for.
        builder.HasIndex(p => new { p.Id, p.RiskLevel, p.Decision, p.Label, p.Source, p.ModelVersion, p.IsFraud, p.Probability })
            .HasDatabaseName("ix_predictions_by_time");
        builder.HasIndex(p => new { p.Probability, p.Id, p.RiskLevel, p.Decision, p.Label, p.Source, p.ModelVersion, p.IsFraud })
            .HasFilter(FormattableString.Invariant($"probability >= {HistoryOrder.LikelyFrom}"))
            .HasDatabaseName("ix_predictions_by_probability");
        builder.HasIndex(p => new { p.AccountId, p.Id }).HasFilter("account_id IS NOT NULL").HasDatabaseName("ix_predictions_by_account");
        builder.HasIndex(p => new { p.TransactionId, p.Id }).HasFilter("transaction_id IS NOT NULL")
            .HasDatabaseName("ix_predictions_by_transaction");
    }
}
