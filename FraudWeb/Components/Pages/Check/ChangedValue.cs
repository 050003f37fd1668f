using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>A value that was changed after the check.</summary>
public sealed record ChangedValue(Field Field, double Before, double After)
{
    /// <summary>Gets the fields in which two transactions of one schema differ.</summary>
    public static IReadOnlyList<ChangedValue> Between(TransactionSchema schema, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var changes = new List<ChangedValue>();
        for (var i = 0; i < before.Length; i++)
        {
            // Equals, unlike ==, treats two missing values (NaN) as equal.
            if (!before[i].Equals(after[i]))
            {
                changes.Add(new(schema.Fields[i], before[i], after[i]));
            }
        }

        return changes;
    }
}
