namespace FraudWeb.Core.Batch;

/// <summary>What reading a labelled CSV file came to.</summary>
/// <param name="LabelColumn">The column that the label was read from. It differs from the schema's label in files that a model has written
/// into.</param>
/// <param name="UnknownColumns">The columns that were not used.</param>
/// <param name="Unlabelled">The number of rows that were left out because their outcome is not known.</param>
public sealed record LabelledCsvResult(string LabelColumn, IReadOnlyList<string> UnknownColumns, long Unlabelled);
