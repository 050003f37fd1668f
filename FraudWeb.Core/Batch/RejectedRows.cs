using System.Buffers;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Batch;

/// <summary>Handles invalid rows of a CSV file: stops at the first one, or writes each to a file with the reason and continues.</summary>
public sealed class RejectedRows
{
    private const string Header = "line,reason";

    /// <summary>The maximum length of a reason, in characters. It bounds the file's growth: a row of many bad fields, each with long names
    /// and values, has no longer reason.</summary>
    private const int MaxReasonLength = 2_000;

    private readonly Func<Stream>? _open;
    private readonly bool _masked;
    private readonly ArrayBufferWriter<byte> _row = new();
    private Stream? _output;

    private RejectedRows(Func<Stream>? open, bool masked) => (_open, _masked) = (open, masked);

    /// <summary>Stops at the first invalid row.</summary>
    public static RejectedRows Stop() => new(null, masked: false);

    /// <summary>Writes invalid rows as CSV: the line, the errors, then the row's cells.</summary>
    /// <param name="open">Opens the stream to write to; called for the first invalid row. Not disposed here.</param>
    /// <param name="masked">Whether card numbers in the cells are masked. Required where the output could be logged. A user's own file
    /// contains the original cells, so that they can be corrected there. The reasons never contain card numbers.</param>
    public static RejectedRows SetAside(Func<Stream> open, bool masked = false) => new(open, masked);

    /// <summary>The number of rejected rows.</summary>
    public long Count { get; private set; }

    /// <summary>The number of lines of the rejected rows. A quote that is left open makes many lines one row.</summary>
    public long Lines { get; private set; }

    /// <summary>Returns whether a file is one of rejected rows, by its first bytes.</summary>
    public static bool Wrote(ReadOnlySpan<byte> start) => start.StartsWith(Encoding.ASCII.GetBytes(Header));

    /// <summary>Rejects the current row.</summary>
    /// <exception cref="CsvException">This instance stops at the first invalid row.</exception>
    public void Take(CsvRows rows, FieldErrors errors)
    {
        if (_open is null)
        {
            throw rows.BadRow(errors);
        }

        _output ??= Begin(_open(), rows);
        Count++;
        Lines += rows.LastLine - rows.Line + 1;
        _row.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{rows.Line},")));
        CsvGuard.WriteCell(Encoding.UTF8.GetBytes(Bounded(errors.ToString())), _row);
        for (var i = 0; i < rows.Cells; i++)
        {
            _row.Write(","u8);

            // Quoted anew, because the original quotes may be the error.
            CsvGuard.WriteCell(Shown(rows.Cell(i)), _row);
        }

        WriteRow(_output);
    }

    // The errors are masked already, so no card number can be cut in two here.
    private static string Bounded(string reason) => reason.Length <= MaxReasonLength ? reason
        : $"{reason.AsSpan(0, MaxReasonLength - (char.IsHighSurrogate(reason[MaxReasonLength - 1]) ? 1 : 0))}…";

    private Stream Begin(Stream output, CsvRows rows)
    {
        _row.Write(Encoding.ASCII.GetBytes(Header));
        foreach (var column in rows.Columns)
        {
            _row.Write(","u8);
            CsvGuard.WriteCell(Shown(Encoding.UTF8.GetBytes(column)), _row);
        }

        WriteRow(output);
        return output;
    }

    private ReadOnlySpan<byte> Shown(ReadOnlySpan<byte> cell) =>
        _masked ? Encoding.UTF8.GetBytes(CardNumbers.Mask(Encoding.UTF8.GetString(cell))) : cell;

    private void WriteRow(Stream output)
    {
        _row.Write("\n"u8);
        output.Write(_row.WrittenSpan);
        _row.ResetWrittenCount();
    }
}
