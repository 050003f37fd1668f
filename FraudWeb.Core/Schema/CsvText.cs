namespace FraudWeb.Core.Schema;

/// <summary>The text of a CSV file, ready to be parsed.</summary>
/// <param name="Content">The text from the header on.</param>
/// <param name="Separator">The character between cells.</param>
/// <param name="LinesBefore">The number of lines before the header.</param>
internal sealed record CsvText(Stream Content, char Separator, int LinesBefore);
