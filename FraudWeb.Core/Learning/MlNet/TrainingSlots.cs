using System.Collections.Immutable;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>One number of the feature vector that ML.NET trains on.</summary>
/// <param name="Field">The field that it is derived from.</param>
/// <param name="Choice">The category that it marks with 1; -1 for a number.</param>
/// <param name="Fill">The replacement for a missing number; <c>NaN</c> if none was missing.</param>
internal readonly record struct TrainingSlot(int Field, int Choice, float Fill)
{
    /// <summary>Whether the slot marks a category.</summary>
    public bool IsChoice => Choice >= 0;

    /// <summary>Returns the slot's value for a field's value.</summary>
    public float Of(float value) => IsChoice ? (value == Choice ? 1 : 0)
        : float.IsNaN(value) ? Fill
        : Math.Clamp(value, float.MinValue, float.MaxValue);
}

/// <summary>
/// The feature vector that ML.NET's trees are trained on. These trees ignore rows with missing values, so a number with missing values
/// becomes two slots: a missing one is below all values in the first and above all in the second, which lets a split send it either way. A
/// category has one slot for each choice that is frequent enough to fill a leaf.
/// </summary>
internal static class TrainingSlots
{
    /// <summary>The distance of a missing number's replacement from the values, relative to the largest.</summary>
    private const double Margin = 1e-3;

    /// <summary>Returns the slots for a data set.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="minLeaf">The minimum number of rows in a leaf.</param>
    public static ImmutableArray<TrainingSlot> Of(Dataset data, int minLeaf)
    {
        var slots = ImmutableArray.CreateBuilder<TrainingSlot>();
        for (var field = 0; field < data.Schema.Fields.Length; field++)
        {
            var column = data.Column(field);
            if (data.Schema.Fields[field].Kind == FieldKind.Category)
            {
                var rows = column.Where(value => !float.IsNaN(value)).CountBy(value => (int)value).ToDictionary();
                slots.AddRange(rows.Where(choice => choice.Value >= minLeaf).Select(choice => choice.Key).Order()
                    .Select(choice => new TrainingSlot(field, choice, float.NaN)));
            }
            else if (Array.Exists(column, float.IsNaN))
            {
                var (low, high) = Beyond(column);
                slots.Add(new(field, -1, low));
                slots.Add(new(field, -1, high));
            }
            else
            {
                slots.Add(new(field, -1, float.NaN));
            }
        }

        // ML.NET requires at least one slot, so add one that is never set.
        return slots.Count > 0 ? slots.ToImmutable() : [new(0, int.MaxValue, float.NaN)];
    }

    private static (float Low, float High) Beyond(float[] column)
    {
        var (min, max) = (0f, 0f);
        foreach (var value in column)
        {
            // No comparison is true for a missing value.
            min = value < min ? Math.Max(value, float.MinValue) : min;
            max = value > max ? Math.Min(value, float.MaxValue) : max;
        }

        var margin = Math.Max(1, Margin * Math.Max(max, -min));
        return ((float)Math.Max(min - margin, float.MinValue), (float)Math.Min(max + margin, float.MaxValue));
    }
}
