using FraudWeb.Core.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class LabelConfiguration : IEntityTypeConfiguration<LabelEntry>
{
    public void Configure(EntityTypeBuilder<LabelEntry> builder)
    {
        builder.ToTable("labels");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).HasColumnName("id").ValueGeneratedOnAdd();
        builder.Property(l => l.PredictionId).HasColumnName("prediction_id");
        builder.Property(l => l.Label).HasColumnName("label");
        builder.Property(l => l.Note).HasColumnName("note");
        builder.Property(l => l.By).HasColumnName("by");
        builder.Property(l => l.At).HasColumnName("at");
        builder.HasOne<Prediction>().WithMany().HasForeignKey(l => l.PredictionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(l => l.PredictionId).HasDatabaseName("ix_labels_by_prediction");
    }
}
