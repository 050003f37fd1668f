namespace FraudWeb.Core.Schema;

/// <summary>A CSV file that can't be read on; the message says where and why, a line <c>FILE:LINE: why</c> for each fault.
/// Card numbers in it are masked: a file without a header has a transaction for its columns' names.</summary>
public class CsvException(string message) : Exception(CardNumbers.Mask(message));
