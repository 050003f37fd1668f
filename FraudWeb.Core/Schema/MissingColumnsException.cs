namespace FraudWeb.Core.Schema;

/// <summary>A CSV file whose header lacks columns that a schema requires.</summary>
/// <param name="message">The missing columns and the present ones.</param>
/// <param name="columns">The columns that are missing.</param>
public sealed class MissingColumnsException(string message, IReadOnlyList<string> columns) : CsvException(message)
{
    public IReadOnlyList<string> Columns { get; } = columns;
}
