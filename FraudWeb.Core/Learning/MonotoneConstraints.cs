using System.Collections.Immutable;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Learning;

/// <summary>Applies the schema's monotone fields to trainers. Trees use the basic method of LightGBM and XGBoost:
/// <see cref="SplitSearch"/> rejects a split whose sides are in the wrong order, and the middle between the two sides' values bounds all
/// leaves below (<see cref="ValueRange"/>).</summary>
internal static class MonotoneConstraints
{
    /// <summary>Returns whether a trainer supports the constraints.</summary>
    public static bool IsHeldBy(TrainerKind trainer) => trainer is TrainerKind.Boosting or TrainerKind.Forest;

    /// <summary>Returns for each field 1 if the score may only rise with it, -1 if it may only fall, 0 for either.</summary>
    public static int[] SignsOf(TransactionSchema schema) =>
    [
        .. schema.Fields.Select(field => field.Monotone switch
        {
            MonotoneDirection.Increasing => 1,
            MonotoneDirection.Decreasing => -1,
            _ => 0,
        }),
    ];

    /// <summary>Returns the names of the fields whose constraints a trainer can't hold, for a message; null if it holds all.</summary>
    public static string? GetUnheld(TrainerKind trainer, TransactionSchema schema)
    {
        ImmutableArray<string> fields = [.. schema.Fields.Where(field => field.Monotone is not null).Select(field => field.Name)];
        return fields.IsEmpty || IsHeldBy(trainer) ? null : string.Join(", ", fields);
    }
}
