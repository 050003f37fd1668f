using FraudWeb.Core.Scoring;

namespace FraudWeb.Api.Answers;

/// <summary>The contribution of one field to a score.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Value">The field's value in the transaction.</param>
/// <param name="Contribution">The contribution in log-odds; above 0 it raises the odds of fraud.</param>
public sealed record ReasonAnswer(string Field, FieldContent Value, double Contribution)
{
    public static IReadOnlyList<ReasonAnswer> Of(Explanation explanation) =>
        [.. explanation.Reasons.Select(
            reason => new ReasonAnswer(reason.Field.Name, new(reason.Field, reason.Value), reason.Contribution))];
}
