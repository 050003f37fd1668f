namespace FraudWeb.Core.Batch;

/// <summary>What scoring a CSV file came to.</summary>
/// <param name="Rows">Rows scored.</param>
/// <param name="Frauds">How many of them count as fraud.</param>
/// <param name="Rejected">Rows set aside.</param>
/// <param name="Failed">Rows that the model failed to score; they are among <paramref name="Rows"/>.</param>
public sealed record CsvScoringResult(long Rows, long Frauds, long Rejected, long Failed);
