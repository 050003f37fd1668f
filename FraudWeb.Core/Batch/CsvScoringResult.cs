namespace FraudWeb.Core.Batch;

/// <summary>The totals of scoring a CSV file.</summary>
/// <param name="Rows">The number of scored rows.</param>
/// <param name="Frauds">The number of scored rows that count as fraud.</param>
/// <param name="Rejected">The number of rejected rows.</param>
/// <param name="Failed">The number of rows that the model failed to score; included in <paramref name="Rows"/>.</param>
public sealed record CsvScoringResult(long Rows, long Frauds, long Rejected, long Failed);
