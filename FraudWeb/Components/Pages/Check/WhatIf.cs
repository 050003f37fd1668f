using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Components.Pages.Check;

/// <summary>A prediction with what it was made of and why.</summary>
/// <param name="Prediction">As kept.</param>
/// <param name="Schema">What its inputs mean.</param>
/// <param name="Explanation">Null when there is no score to explain, or no model any more that could.</param>
public sealed record Answer(Prediction Prediction, TransactionSchema Schema, Explanation? Explanation);

/// <summary>What the champion would say after values were changed. Not kept.</summary>
public sealed record WhatIf(Score Score, Verdict Verdict, Explanation Explanation, IReadOnlyList<ChangedValue> Changes);

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
