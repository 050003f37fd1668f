namespace FraudWeb.Core.Schema;

/// <summary>A CSV file that can't be read further. The message has one line <c>FILE:LINE: why</c> per error. Card numbers in it are masked,
/// because a file without a header has a transaction in place of the column names.</summary>
public class CsvException(string message) : Exception(CardNumbers.Mask(message));
