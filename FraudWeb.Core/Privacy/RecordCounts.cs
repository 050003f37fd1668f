using System.Globalization;

namespace FraudWeb.Core.Privacy;

/// <summary>Numbers of records by table.</summary>
/// <param name="Predictions">Predictions with their inputs.</param>
/// <param name="Labels">Verdicts of reviewers, with their notes.</param>
/// <param name="Contests">Contested decisions.</param>
/// <param name="Answers">Stored idempotent responses.</param>
/// <param name="AuditEntries">Entries of the audit log.</param>
public readonly record struct RecordCounts(
    long Predictions = 0, long Labels = 0, long Contests = 0, long Answers = 0, long AuditEntries = 0)
{
    /// <summary>Whether all counts are 0.</summary>
    public bool IsNothing => this == default;

    public static RecordCounts operator +(RecordCounts left, RecordCounts right) => new(
        left.Predictions + right.Predictions, left.Labels + right.Labels, left.Contests + right.Contests, left.Answers + right.Answers,
        left.AuditEntries + right.AuditEntries);

    public static RecordCounts operator -(RecordCounts left, RecordCounts right) => new(
        left.Predictions - right.Predictions, left.Labels - right.Labels, left.Contests - right.Contests, left.Answers - right.Answers,
        left.AuditEntries - right.AuditEntries);

    /// <summary><c>1,204 predictions, 1 label</c>; counts of 0 are left out.</summary>
    public override string ToString()
    {
        var parts = new[]
        {
            Count(Predictions, "prediction", "predictions"), Count(Labels, "label", "labels"), Count(Contests, "contest", "contests"),
            Count(Answers, "stored response", "stored responses"), Count(AuditEntries, "audit entry", "audit entries"),
        };
        return IsNothing ? "nothing" : string.Join(", ", parts.Where(part => part is not null));
    }

    private static string? Count(long count, string one, string many) =>
        count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
