using System.Buffers;
using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Batch;

/// <summary>Writes users' cells so that no spreadsheet runs them as a formula. A cell that starts with <c>= + - @</c>, tab, CR or NUL and
/// is not a number gets a <c>'</c> in front (OWASP: CSV injection). Everything else is written as it was read, byte for byte; <c>-5</c> and
/// <c>+1</c> stay numbers.</summary>
public static class CsvGuard
{
    private static readonly SearchValues<byte> Starters = SearchValues.Create("=+-@\t\r\0"u8);

    // More than RFC 4180 requires: where a spreadsheet separates by semicolons or tabs, the text after one would become its own cell.
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\r\n;\t|"u8);

    /// <summary>Writes all cells of the current row.</summary>
    public static void WriteRow(CsvRows rows, IBufferWriter<byte> output)
    {
        if (IsSafe(rows))
        {
            output.Write(rows.Raw);
            return;
        }

        for (var i = 0; i < rows.Cells; i++)
        {
            if (i > 0)
            {
                output.Write([(byte)rows.Separator]);
            }

            if (IsFormula(rows.Cell(i)))
            {
                WriteAsText(rows.Cell(i), output);
            }
            else
            {
                output.Write(rows.RawCell(i));
            }
        }
    }

    /// <summary>Writes a cell of text, quoted if necessary.</summary>
    public static void WriteCell(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        if (IsFormula(text))
        {
            WriteAsText(text, output);
        }
        else if (text.IndexOfAny(Quoted) >= 0)
        {
            WriteQuoted(default, text, output);
        }
        else
        {
            output.Write(text);
        }
    }

    private static bool IsSafe(CsvRows rows)
    {
        for (var i = 0; i < rows.Cells; i++)
        {
            if (IsFormula(rows.Cell(i)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFormula(ReadOnlySpan<byte> cell) => !cell.IsEmpty && Starters.Contains(cell[0]) && !IsNumber(cell);

    private static bool IsNumber(ReadOnlySpan<byte> cell) =>
        double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);

    private static void WriteAsText(ReadOnlySpan<byte> cell, IBufferWriter<byte> output) => WriteQuoted("'"u8, cell, output);

    private static void WriteQuoted(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> cell, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        output.Write(prefix);
        for (var quote = cell.IndexOf((byte)'"'); quote >= 0; quote = cell.IndexOf((byte)'"'))
        {
            output.Write(cell[..(quote + 1)]);
            output.Write("\""u8);
            cell = cell[(quote + 1)..];
        }

        output.Write(cell);
        output.Write("\""u8);
    }
}
