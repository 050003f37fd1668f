using System.Text.Unicode;
using CsvHelper;

namespace FraudWeb.Core.Schema;

/// <summary>Reads a CSV file row by row: separated by comma, semicolon, tab or bar, whichever the header uses, quotes as in RFC 4180, UTF-8
/// with or without a byte order mark, plain or gzip, columns found by the names in the header. Empty lines are skipped. Memory use does
/// not grow with the file.</summary>
public sealed class CsvRows : IDisposable
{
    /// <summary>The maximum length of a row, in bytes.</summary>
    public const int MaxRowBytes = 1024 * 1024;

    /// <summary>The maximum number of columns.</summary>
    public const int MaxColumns = 10_000;

    /// <summary>The maximum number of columns that a message lists.</summary>
    private const int MaxListed = 40;

    private readonly CsvReader _reader;
    private readonly int _linesBefore;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private CsvMalformedReason? _malformed;
    private long _lastLine;

    /// <summary>Reads the header.</summary>
    /// <param name="content">The file's bytes; disposed with this instance.</param>
    /// <param name="name">The name of the file in errors.</param>
    /// <exception cref="CsvException">The content is not a CSV file.</exception>
    public CsvRows(Stream content, string name)
    {
        Name = name;
        try
        {
            var text = CsvStream.Text(content, name);
            (Separator, _linesBefore) = (text.Separator, text.LinesBefore);
            _reader = CsvReader.Create(text.Content, Options());
            Columns = _reader.Read() ? [.. Enumerable.Range(0, _reader.FieldCount).Select(i => _reader.GetString(i).Trim())] : [];
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException)
        {
            throw Translated(e);
        }

        CheckHeader();
    }

    /// <summary>The name of the file in errors.</summary>
    public string Name { get; }

    /// <summary>The names in the header, without outer spaces. Columns without a name have an empty one.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The character between cells: comma, semicolon, tab or bar.</summary>
    public char Separator { get; }

    /// <summary>The names in the header, for a message: the first ones, if there are many.</summary>
    public string ColumnList => string.Join(", ", Columns.Take(MaxListed).Select(column => column.Length == 0 ? "(unnamed)" : column))
        + (Columns.Count > MaxListed ? ", …" : "");

    /// <summary>The line on which the current row starts, from 1.</summary>
    public long Line => _reader.LineNumber + _linesBefore;

    /// <summary>The line on which the current row ends. A quoted cell may contain line breaks.</summary>
    public long LastLine => _lastLine > 0 ? _lastLine : _lastLine = Line + LineBreaks(Raw);

    /// <summary>The error of the current row as a whole; null if it is UTF-8 and has one cell per column, with correct quotes.</summary>
    public string? Fault { get; private set; }

    /// <summary>The raw text of the current row, without the line break; before the first <see cref="Read"/> the header. Valid until the
    /// next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <summary>The number of cells of the current row.</summary>
    public int Cells => _reader.FieldCount;

    /// <summary>Returns a cell's text in UTF-8, without quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _reader.GetSpan(column);

    /// <summary>Returns the raw text of a cell, with its quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> RawCell(int column) => _reader.GetRawSpan(column);

    /// <summary>Returns the position of a column, or -1. Case-sensitive; outer spaces don't matter.</summary>
    public int PositionOf(string column) => _positions.GetValueOrDefault(column.Trim(), -1);

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="CsvException">The row is too long, or the file is damaged.</exception>
    public bool Read()
    {
        (_malformed, _lastLine, Fault) = (null, 0, null);
        try
        {
            if (!_reader.Read())
            {
                return false;
            }

            Fault = GetFault();
            return true;
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException)
        {
            throw Translated(e);
        }
    }

    /// <summary>Returns the errors of the current row, one line <c>FILE:LINE: field: why</c> per named error, and how many others there
    /// are.</summary>
    public CsvException BadRow(FieldErrors errors) => new(Describe(errors));

    /// <inheritdoc cref="BadRow"/>
    public string Describe(FieldErrors errors)
    {
        var lines = errors.ByField.Select(fault => $"{Name}:{Line}: {fault.Key}: {string.Join(", ", fault.Value)}");
        return string.Join(Environment.NewLine, errors.Unnamed == 0 ? lines : lines.Append(
            FormattableString.Invariant($"{Name}:{Line}: and {errors.Unnamed} more {(errors.Unnamed == 1 ? "error" : "errors")}")));
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions Options() => new()
    {
        // The header is read as a row, so that it can be written back unchanged.
        HasHeader = false,
        Separator = Separator,
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRowBytes,
        BufferSize = 256 * 1024,

        // Recovers, so that the caller can skip an invalid row and continue. No invalid row is read as a valid one.
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = record => _malformed = record.Reason,
    };

    private string? GetFault()
    {
        var fault = _malformed switch
        {
            null when !Utf8.IsValid(Raw) => NotUtf8(),
            null when _reader.FieldCount == Columns.Count => null,
            null => $"has {Count(_reader.FieldCount, "cell")}, but the header names {Count(Columns.Count, "column")}",
            CsvMalformedReason.StrayQuote =>
                "has a quote inside a cell that does not begin with one; quote the whole cell and double the quotes in it"
                + (Raw.IndexOf(" \""u8) >= 0 ? ", without a space before the first" : ""),
            CsvMalformedReason.TextAfterClosingQuote => "has text after a cell's closing quote; double the quotes inside a quoted cell",
            CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed",
            _ => "is not well-formed CSV",
        };
        return fault is null || LastLine == Line ? fault
            : FormattableString.Invariant($"{fault}; an open quote makes lines {Line} to {LastLine} one row");
    }

    private string NotUtf8()
    {
        for (var i = 0; i < _reader.FieldCount; i++)
        {
            if (!Utf8.IsValid(_reader.GetSpan(i)))
            {
                return $"is not UTF-8 in the column {(i < Columns.Count ? Columns[i] : "after the last")}; save the file as UTF-8 "
                    + "(iconv -f WINDOWS-1252 -t UTF-8 converts a file of an older spreadsheet)";
            }
        }

        return "is not UTF-8; save the file as UTF-8";
    }

    private static long LineBreaks(ReadOnlySpan<byte> text)
    {
        // A quote that is never closed takes in the last line break too.
        text = text.TrimEnd("\r\n"u8);
        var breaks = 0L;
        for (var at = text.IndexOfAny((byte)'\r', (byte)'\n'); at >= 0; at = text.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            breaks++;
            text = text[(at + (text[at..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1))..];
        }

        return breaks;
    }

    private void CheckHeader()
    {
        if (Columns.Count == 0)
        {
            throw At("is empty; the first line must name the columns");
        }

        if (_malformed is not null)
        {
            throw At("the header is not well-formed CSV: a quote is out of place");
        }

        if (Columns.Count > MaxColumns)
        {
            throw At($"has {Columns.Count} columns; at most {MaxColumns} are read");
        }

        for (var i = 0; i < Columns.Count; i++)
        {
            var column = Columns[i];
            if (column.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw At($"the column name '{column}' is not UTF-8; save the file as UTF-8");
            }

            // Index columns and trailing commas have no name; nobody can ask for them.
            if (column.Length > 0 && !_positions.TryAdd(column, i) && !ScoredColumns.IsVerdict(Columns, i))
            {
                throw At($"names the column '{column}' twice");
            }
        }
    }

    private CsvException At(string why) => new(FormattableString.Invariant($"{Name}:{1 + _linesBefore}: {why}"));

    private CsvException Translated(Exception e) => new(e is CsvFormatException fault
        ? $"{Name}:{fault.LineNumber + _linesBefore}: is longer than {MaxRowBytes / 1024 / 1024} MB in one row; is a quote left open?"
        : $"{Name}: is damaged gzip; fetch or compress it again");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
