using FraudWeb.Core.Dashboard;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class RollupConfiguration : IEntityTypeConfiguration<Rollup>
{
    public void Configure(EntityTypeBuilder<Rollup> builder)
    {
        builder.ToTable("rollups");

        // The dimension comes first, because a chart reads the hours of one dimension, which are then adjacent.
        builder.HasKey(r => new { r.Dimension, r.Hour, r.Bucket });
        builder.Property(r => r.Dimension).HasColumnName("dimension");
        builder.Property(r => r.Hour).HasColumnName("hour");
        builder.Property(r => r.Bucket).HasColumnName("bucket");
        builder.Property(r => r.Count).HasColumnName("count");
        builder.Property(r => r.Flagged).HasColumnName("flagged");
        builder.Property(r => r.LabelledFraud).HasColumnName("labelled_fraud");
        builder.Property(r => r.LabelledLegitimate).HasColumnName("labelled_legitimate");
        builder.Property(r => r.TruePositive).HasColumnName("true_positive");
        builder.Property(r => r.FalsePositive).HasColumnName("false_positive");
        builder.Property(r => r.Amount).HasColumnName("amount");
    }
}
