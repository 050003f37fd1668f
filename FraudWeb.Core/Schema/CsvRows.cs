using CsvHelper;

namespace FraudWeb.Core.Schema;

/// <summary>Reads a CSV file row by row: commas, quotes as in RFC 4180, UTF-8 with or without a byte order mark, plain or gzip,
/// columns found by the names in the header. Empty lines are skipped. Memory use does not grow with the file.</summary>
public sealed class CsvRows : IDisposable
{
    /// <summary>The maximum length of a row, in bytes.</summary>
    public const int MaxRowBytes = 1024 * 1024;

    /// <summary>The maximum number of columns.</summary>
    public const int MaxColumns = 10_000;

    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private CsvMalformedReason? _malformed;

    /// <summary>Reads the header.</summary>
    /// <param name="content">The file's bytes; disposed with this instance.</param>
    /// <param name="name">The name of the file in errors.</param>
    /// <exception cref="CsvException">The content is not a CSV file.</exception>
    public CsvRows(Stream content, string name)
    {
        Name = name;
        try
        {
            _reader = CsvReader.Create(CsvStream.Text(content, name), Options());
            Columns = _reader.Read() ? [.. Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetString)] : [];
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException)
        {
            throw Translated(e);
        }

        CheckHeader();
    }

    /// <summary>The name of the file in errors.</summary>
    public string Name { get; }

    /// <summary>The names in the header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The line on which the current row starts, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>The error of the current row as a whole; null if it has one cell per column, with correct quotes.</summary>
    public string? Fault => _malformed switch
    {
        null when _reader.FieldCount == Columns.Count => null,
        null => $"has {Count(_reader.FieldCount, "cell")}, but the header names {Count(Columns.Count, "column")}",
        CsvMalformedReason.StrayQuote =>
            "has a quote inside a cell that does not begin with one; quote the whole cell and double the quotes in it",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a cell's closing quote; double the quotes inside a quoted cell",
        CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed",
        _ => "is not well-formed CSV",
    };

    /// <summary>The raw text of the current row, without the line break; before the first <see cref="Read"/> the header. Valid until the
    /// next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <summary>The number of cells of the current row.</summary>
    public int Cells => _reader.FieldCount;

    /// <summary>Returns a cell's text in UTF-8, without quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _reader.GetSpan(column);

    /// <summary>Returns the raw text of a cell, with its quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> RawCell(int column) => _reader.GetRawSpan(column);

    /// <summary>Returns the position of a column, or -1. Case-sensitive.</summary>
    public int PositionOf(string column) => _positions.GetValueOrDefault(column, -1);

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="CsvException">The row is too long, or the file is damaged.</exception>
    public bool Read()
    {
        _malformed = null;
        try
        {
            return _reader.Read();
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException)
        {
            throw Translated(e);
        }
    }

    /// <summary>Returns the errors of the current row, one line <c>FILE:LINE: field: why</c> per error.</summary>
    public CsvException BadRow(FieldErrors errors) => new(Describe(errors));

    /// <inheritdoc cref="BadRow"/>
    public string Describe(FieldErrors errors) => string.Join(
        Environment.NewLine, errors.ByField.Select(fault => $"{Name}:{Line}: {fault.Key}: {string.Join(", ", fault.Value)}"));

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions Options() => new()
    {
        // The header is read as a row, so that it can be written back unchanged.
        HasHeader = false,
        Separator = ',',
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRowBytes,
        BufferSize = 256 * 1024,

        // Recovers, so that the caller can skip an invalid row and continue. No invalid row is read as a valid one.
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = record => _malformed = record.Reason,
    };

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

        foreach (var column in Columns)
        {
            if (column.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw At($"the column name '{column}' is not UTF-8; save the file as UTF-8");
            }

            if (!_positions.TryAdd(column, _positions.Count))
            {
                throw At($"names the column '{column}' twice");
            }
        }
    }

    private CsvException At(string why) => new($"{Name}:1: {why}");

    private CsvException Translated(Exception e) => new(e is CsvFormatException fault
        ? $"{Name}:{fault.LineNumber}: is longer than {MaxRowBytes / 1024 / 1024} MB in one row; is a quote left open?"
        : $"{Name}: is damaged gzip; fetch or compress it again");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
