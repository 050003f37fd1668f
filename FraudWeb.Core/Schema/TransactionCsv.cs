using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Reads transactions of a schema from CSV rows strictly: every invalid field of a row is reported.</summary>
public sealed class TransactionCsv
{
    /// <summary>The name for errors of the whole row, which have no field.</summary>
    public const string Row = "row";

    private const int StackLimit = 256;

    private readonly CsvRows _rows;
    private readonly TransactionSchema _schema;
    private readonly int[] _columns;
    private readonly int _label;
    private readonly Field _labelField;

    /// <summary>Finds the schema's columns in the header.</summary>
    /// <param name="rows">The file.</param>
    /// <param name="schema">The schema of the transactions.</param>
    /// <param name="labelled">Whether to read the label's column too.</param>
    /// <exception cref="MissingColumnsException">The header lacks required columns.</exception>
    public TransactionCsv(CsvRows rows, TransactionSchema schema, bool labelled = false)
    {
        _rows = rows;
        _schema = schema;
        _columns = [.. schema.Fields.Select(field => rows.PositionOf(field.Name))];
        _label = labelled && schema.Label is not null ? rows.PositionOf(schema.Label) : -1;
        _labelField = new Field { Name = schema.Label ?? "label", Kind = FieldKind.Flag };
        CheckColumns(labelled);
    }

    /// <summary>The columns that are not in the schema.</summary>
    public IEnumerable<string> UnknownColumns => _rows.Columns.Where(column =>
        _schema.PositionOf(column) < 0 && column != _schema.Id && column != _schema.Label && column != _schema.Timestamp);

    /// <summary>Reads the current row's fields.</summary>
    /// <param name="values">Receives one value per field.</param>
    /// <returns>The errors of the row; null if there are none.</returns>
    public FieldErrors? Read(Span<double> values)
    {
        var errors = default(FieldErrors);
        if (_rows.Fault is { } fault)
        {
            Add(ref errors, Row, fault);
            return errors;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            var field = _schema.Fields[i];
            values[i] = _columns[i] < 0 ? FieldValue.Absent(field, out var why) : Read(field, _rows.Cell(_columns[i]), out why);
            if (why is not null)
            {
                Add(ref errors, field.Name, why);
            }
        }

        return errors;
    }

    /// <summary>Reads the current row's fields and its label.</summary>
    /// <param name="values">Receives one value per field.</param>
    /// <param name="isFraud">The label.</param>
    /// <returns>The errors of the row; null if there are none.</returns>
    public FieldErrors? Read(Span<double> values, out bool isFraud)
    {
        isFraud = false;
        var errors = Read(values);
        if (_rows.Fault is null)
        {
            isFraud = Read(_labelField, _rows.Cell(_label), out var why) == 1;
            if (why is not null)
            {
                Add(ref errors, _labelField.Name, why);
            }
        }

        return errors;
    }

    private static void Add(ref FieldErrors? errors, string field, string why) => (errors ??= new()).Add(field, why);

    private static double Read(Field field, ReadOnlySpan<byte> cell, out string? why)
    {
        var text = cell.Length <= StackLimit ? stackalloc char[cell.Length] : new char[cell.Length];
        return FieldValue.Read(field, text[..Encoding.UTF8.GetChars(cell, text)], out why);
    }

    private void CheckColumns(bool labelled)
    {
        var missing = _schema.Fields.Where((field, i) => _columns[i] < 0 && field.Required && double.IsNaN(field.Default))
            .Select(field => field.Name).ToList();
        if (labelled && _label < 0)
        {
            missing.Add(_labelField.Name);
        }

        if (missing.Count > 0)
        {
            throw new MissingColumnsException(
                $"{_rows.Name}:1: lacks {(missing.Count == 1 ? "the column" : "the columns")} {string.Join(", ", missing)} of schema "
                + $"{_schema.Name}; it has {string.Join(", ", _rows.Columns.Take(40))}{(_rows.Columns.Count > 40 ? ", …" : "")}",
                missing);
        }
    }
}
