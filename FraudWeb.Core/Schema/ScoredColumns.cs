namespace FraudWeb.Core.Schema;

/// <summary>The columns that scoring appends to a CSV file. One of them has the name that many files use for the label, so a scored file
/// must not be taken for a labelled one.</summary>
public static class ScoredColumns
{
    /// <summary>The column of the fraud probability.</summary>
    public const string Probability = "fraud_probability";

    /// <summary>The column of the model's verdict.</summary>
    public const string Verdict = "is_fraud";

    /// <summary>The column of the risk level.</summary>
    public const string RiskLevel = "risk_level";

    /// <summary>The column of the reviewers' labels in an export of the history.</summary>
    public const string ReviewedLabel = "label";

    private static readonly string[] Exported =
    [
        "prediction_id", Probability, Verdict, RiskLevel, "decision", "confidence", "threshold", "model_version", "source", "duration_us",
    ];

    /// <summary>Returns whether a second column of the verdict's name is the one that scoring appended to a labelled file: it is between
    /// the other two.</summary>
    internal static bool IsVerdict(IReadOnlyList<string> columns, int position) =>
        position > 0 && position + 1 < columns.Count
        && columns[position - 1] == Probability && columns[position] == Verdict && columns[position + 1] == RiskLevel;

    /// <summary>Returns whether a model has written into a file.</summary>
    public static bool AreIn(CsvRows rows) => rows.PositionOf(Probability) >= 0 && rows.PositionOf(RiskLevel) >= 0;

    /// <summary>Returns whether a model has written into a file, and its only column <see cref="Verdict"/> is the model's.</summary>
    public static bool HoldVerdict(CsvRows rows) => AreIn(rows) && rows.Columns.Count(column => column == Verdict) == 1;

    /// <summary>Returns whether a column of a file that a model has written into is part of its answer.</summary>
    internal static bool IsAnswer(string column) => Exported.Contains(column, StringComparer.Ordinal)
        || column.StartsWith("reason_", StringComparison.Ordinal) || column.StartsWith("contribution_", StringComparison.Ordinal);
}
