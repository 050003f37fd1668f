namespace FraudWeb.Core.Schema;

/// <summary>A CSV file whose header lacks columns that a schema requires.</summary>
/// <param name="message">What is missing, and what is there.</param>
/// <param name="columns">The columns that are missing.</param>
public sealed class MissingColumnsException(string message, IReadOnlyList<string> columns) : CsvException(message)
{
    /// <summary>The columns that are missing.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;
}
