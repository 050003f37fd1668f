using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>A value that is no longer the one that was checked.</summary>
public sealed record ChangedValue(Field Field, double Before, double After)
{
    /// <summary>The fields in which two rows of values of one schema differ.</summary>
    public static IReadOnlyList<ChangedValue> Between(TransactionSchema schema, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var changes = new List<ChangedValue>();
        for (var i = 0; i < before.Length; i++)
        {
            // Equals, unlike ==, takes a missing value for the same as another.
            if (!before[i].Equals(after[i]))
            {
                changes.Add(new(schema.Fields[i], before[i], after[i]));
            }
        }

        return changes;
    }
}
