using System.Buffers;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Batch;

/// <summary>Takes the rows of a CSV file that can't be used: stops at the first one, or sets each aside with the reason and goes
/// on.</summary>
public sealed class RejectedRows
{
    private static readonly byte[] Header = [.. "line,reason"u8];

    private readonly Func<Stream>? _open;
    private readonly bool _masked;
    private readonly ArrayBufferWriter<byte> _row = new();
    private Stream? _output;

    private RejectedRows(Func<Stream>? open, bool masked) => (_open, _masked) = (open, masked);

    /// <summary>Stops at the first bad row.</summary>
    public static RejectedRows Stop() => new(null, masked: false);

    /// <summary>Sets bad rows aside as CSV: the line, what is wrong, then the row's cells.</summary>
    /// <param name="open">Gives the stream to write them to; asked for when there is a first one. Not disposed here.</param>
    /// <param name="masked">Whether card numbers in the cells are masked: they must be where a log may be written. A file of the user's own
    /// gets the cells as they were, to be put right there. The reasons never hold any.</param>
    public static RejectedRows SetAside(Func<Stream> open, bool masked = false) => new(open, masked);

    /// <summary>How many rows were set aside.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the current row.</summary>
    /// <exception cref="CsvException">The first bad row is the last one.</exception>
    public void Take(CsvRows rows, FieldErrors errors)
    {
        if (_open is null)
        {
            throw rows.BadRow(errors);
        }

        _output ??= Begin(_open(), rows);
        Count++;
        _row.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{rows.Line},")));
        CsvGuard.WriteCell(Encoding.UTF8.GetBytes(errors.ToString()), _row);
        for (var i = 0; i < rows.Cells; i++)
        {
            _row.Write(","u8);

            // Quoted anew: how the row was quoted may be what is wrong with it.
            CsvGuard.WriteCell(Shown(rows.Cell(i)), _row);
        }

        WriteRow(_output);
    }

    private Stream Begin(Stream output, CsvRows rows)
    {
        _row.Write(Header);
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
