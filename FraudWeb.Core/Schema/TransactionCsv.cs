using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Reads transactions of a schema from CSV rows strictly: every invalid field of a row is reported. Texts that other programs
/// write for a missing number or flag, such as NA, are read as an empty cell if the field is optional or has a default.</summary>
public sealed class TransactionCsv
{
    /// <summary>The name for errors of the whole row, which have no field.</summary>
    public const string Row = "row";

    private const int StackLimit = 256;

    private readonly CsvRows _rows;
    private readonly TransactionSchema _schema;
    private readonly int[] _columns;
    private readonly int _label;
    private readonly LabelTexts _labelTexts;

    /// <summary>Finds the schema's columns in the header.</summary>
    /// <param name="rows">The file.</param>
    /// <param name="schema">The schema of the transactions.</param>
    /// <param name="labelled">Whether to read the label's column too.</param>
    /// <exception cref="MissingColumnsException">The header lacks required columns.</exception>
    /// <exception cref="CsvException">The label's column is a model's verdict.</exception>
    public TransactionCsv(CsvRows rows, TransactionSchema schema, bool labelled = false)
    {
        _rows = rows;
        _schema = schema;
        _columns = [.. schema.Fields.Select(field => rows.PositionOf(field.Name))];
        LabelColumn = labelled ? LabelColumnOf(rows, schema) : null;
        _label = LabelColumn is null ? -1 : rows.PositionOf(LabelColumn);
        _labelTexts = new(schema.Positive, schema.Negative);
        CheckColumns(labelled);
    }

    /// <summary>The column that the label is read from; null if it is not read. It differs from the schema's label only in files that a
    /// model has written into.</summary>
    public string? LabelColumn { get; }

    /// <summary>Whether the outcome of the row that was read last is not known.</summary>
    public bool IsUnlabelled { get; private set; }

    /// <summary>The columns that are not in the schema. A column without a name is not listed.</summary>
    public IEnumerable<string> UnknownColumns => _rows.Columns.Where(column => column.Length > 0 && _schema.PositionOf(column) < 0
        && column != _schema.Id && column != _schema.Label && column != _schema.Timestamp && column != LabelColumn);

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
    /// <param name="isFraud">The label; null if the outcome is not known or the label is invalid.</param>
    /// <returns>The errors of the row; null if there are none.</returns>
    public FieldErrors? Read(Span<double> values, out bool? isFraud)
    {
        (isFraud, IsUnlabelled) = (null, false);
        var errors = Read(values);
        if (_rows.Fault is null)
        {
            var cell = _rows.Cell(_label);
            var text = cell.Length <= StackLimit ? stackalloc char[cell.Length] : new char[cell.Length];
            isFraud = _labelTexts.Read(text[..Encoding.UTF8.GetChars(cell, text)], out var why);
            IsUnlabelled = isFraud is null && why is null;
            if (why is not null)
            {
                Add(ref errors, LabelColumn!, why);
            }
        }

        return errors;
    }

    /// <summary>Returns the column of the label. In a file that a model has written into, the column with the usual name of the label is
    /// the model's own verdict: the label is what the reviewers said.</summary>
    private static string? LabelColumnOf(CsvRows rows, TransactionSchema schema)
    {
        if (schema.Label != ScoredColumns.Verdict || schema.PositionOf(ScoredColumns.Probability) >= 0 || !ScoredColumns.HoldVerdict(rows))
        {
            return schema.Label;
        }

        return rows.PositionOf(ScoredColumns.ReviewedLabel) >= 0 ? ScoredColumns.ReviewedLabel : throw new CsvException(
            $"{rows.Name}:1: {ScoredColumns.Verdict} is a model's own verdict here, because {ScoredColumns.Probability} and "
            + $"{ScoredColumns.RiskLevel} are in the file too; use the file that was scored, add the outcome in a column "
            + $"{ScoredColumns.ReviewedLabel}, or remove {ScoredColumns.Probability} if {ScoredColumns.Verdict} is the outcome");
    }

    private static void Add(ref FieldErrors? errors, string field, string why) => (errors ??= new()).Add(field, why);

    private double Read(Field field, ReadOnlySpan<byte> cell, out string? why)
    {
        var buffer = cell.Length <= StackLimit ? stackalloc char[cell.Length] : new char[cell.Length];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(cell, buffer)];
        if (field.Kind != FieldKind.Category && MissingText.Is(text.Trim()))
        {
            if (!field.Required || !double.IsNaN(field.Default))
            {
                return FieldValue.Read(field, default(ReadOnlySpan<char>), out why);
            }

            // The error of NaN says what it is already.
            var value = FieldValue.Read(field, text, out why);
            why += !text.Contains("NaN", StringComparison.OrdinalIgnoreCase)
                ? "; it is read as a missing value if the field is not required" : "";
            return value;
        }

        var read = FieldValue.Read(field, text, out why);
        if (why is not null && _rows.Separator != ',' && field.Kind != FieldKind.Category && text.Contains(','))
        {
            why += "; write numbers with a decimal point";
        }

        return read;
    }

    private void CheckColumns(bool labelled)
    {
        var missing = _schema.Fields.Where((field, i) => _columns[i] < 0 && field.Required && double.IsNaN(field.Default))
            .Select(field => field.Name).ToList();
        if (labelled && _label < 0)
        {
            missing.Add(_schema.Label ?? "label");
        }

        if (missing.Count > 0)
        {
            throw new MissingColumnsException(
                $"{_rows.Name}:1: lacks {(missing.Count == 1 ? "the column" : "the columns")} {string.Join(", ", missing)} of schema "
                + $"{_schema.Name}; it has {_rows.ColumnList}", missing);
        }
    }
}
