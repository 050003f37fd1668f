using FraudWeb.Core;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Components.Pages.Check;

/// <summary>The champion's result for changed values. It is not stored.</summary>
public sealed record WhatIf(Score Score, Verdict Verdict, Explanation Explanation, IReadOnlyList<ChangedValue> Changes)
{
    /// <summary>Scores a transaction that was changed after its answer; null if no value differs or it can't be scored.</summary>
    public static WhatIf? Of(Scorer scorer, Answer answer, Transaction transaction)
    {
        var changes = ChangedValue.Between(answer.Schema, answer.Prediction.Inputs, transaction.Values);
        return changes.Count > 0 && scorer.Decide(transaction) is { Score: { } score } outcome
            ? new(score, outcome.Verdict, scorer.Explain(transaction), changes)
            : null;
    }
}
