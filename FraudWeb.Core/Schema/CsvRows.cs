using CsvHelper;

namespace FraudWeb.Core.Schema;

/// <summary>Reads a CSV file row by row: commas, quotes as RFC 4180 has them, UTF-8 with or without a byte order mark, plain or gzip,
/// columns found by the names in the header. Empty lines are no rows. Memory does not grow with the file.</summary>
public sealed class CsvRows : IDisposable
{
    /// <summary>The longest row, in bytes.</summary>
    public const int MaxRowBytes = 1024 * 1024;

    /// <summary>The most columns.</summary>
    public const int MaxColumns = 10_000;

    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private CsvMalformedReason? _malformed;

    /// <summary>Reads the header.</summary>
    /// <param name="content">The file's bytes; disposed with this.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="CsvException">It is no CSV file.</exception>
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

    /// <summary>What errors call the file.</summary>
    public string Name { get; }

    /// <summary>The names in the header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The line on which the current row starts, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>Why the current row is none, whatever its values; null when it has as many cells as there are columns, all well quoted.</summary>
    public string? Fault => _malformed switch
    {
        null when _reader.FieldCount == Columns.Count => null,
        null => $"has {Count(_reader.FieldCount, "cell")}, but the header names {Count(Columns.Count, "column")}",
        CsvMalformedReason.StrayQuote => "has a quote inside a cell that does not begin with one; quote the whole cell and double the quotes in it",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a cell's closing quote; double the quotes inside a quoted cell",
        CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed",
        _ => "is not well-formed CSV",
    };

    /// <summary>The current row as it stands in the file, without the line break; before the first <see cref="Read"/> the header. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <summary>How many cells the current row has.</summary>
    public int Cells => _reader.FieldCount;

    /// <summary>A cell's text in UTF-8, without quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _reader.GetSpan(column);

    /// <summary>A cell as it stands in the file, with its quotes. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> RawCell(int column) => _reader.GetRawSpan(column);

    /// <summary>The position of a column, or -1. Case counts.</summary>
    public int PositionOf(string column) => _positions.GetValueOrDefault(column, -1);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
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

    /// <summary>The faults of the current row, a line <c>FILE:LINE: field: why</c> each.</summary>
    public CsvException BadRow(FieldErrors errors) => new(Describe(errors));

    /// <inheritdoc cref="BadRow"/>
    public string Describe(FieldErrors errors) => string.Join(
        Environment.NewLine, errors.ByField.Select(fault => $"{Name}:{Line}: {fault.Key}: {string.Join(", ", fault.Value)}"));

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private CsvReaderOptions Options() => new()
    {
        // The header is read as a row, so that it can be written back as it stands.
        HasHeader = false,
        Separator = ',',
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRowBytes,
        BufferSize = 256 * 1024,

        // Recovering, so that the caller may skip a bad row and go on; none of them passes for a good one.
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
