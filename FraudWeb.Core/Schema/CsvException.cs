namespace FraudWeb.Core.Schema;

/// <summary>A CSV file that can't be read on; the message says where and why, a line <c>FILE:LINE: why</c> for each fault.
/// Card numbers in it are masked: a file without a header has a transaction for its columns' names.</summary>
public class CsvException(string message) : Exception(CardNumbers.Mask(message));

/// <summary>A CSV file whose header lacks columns that a schema requires.</summary>
/// <param name="message">What is missing, and what is there.</param>
/// <param name="columns">The columns that are missing.</param>
public sealed class MissingColumnsException(string message, IReadOnlyList<string> columns) : CsvException(message)
{
    /// <summary>The columns that are missing.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;
}
