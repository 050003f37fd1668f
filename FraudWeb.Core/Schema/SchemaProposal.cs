using System.Globalization;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>A schema inferred from the header and values of a CSV file, for a person to review.</summary>
/// <param name="Schema">The inferred schema.</param>
/// <param name="LeftOut">Columns that do not look like inputs: ids, card numbers, and texts with too many different values.</param>
public sealed record SchemaProposal(TransactionSchema Schema, IReadOnlyList<string> LeftOut)
{
    /// <summary>The maximum number of different values of a text column that becomes a category.</summary>
    public const int MaxChoices = 100;

    private static readonly string[] LabelNames = ["is_fraud", "isfraud", "fraud", "tx_fraud", "label", "class", "target"];

    /// <summary>Reads the whole file and infers the fields: 0 and 1 are a flag, digits a number, a few texts a category.</summary>
    /// <param name="rows">The file, after its header.</param>
    /// <param name="name">The name of the schema.</param>
    /// <param name="label">The column that contains 1 for fraud; null to look for a usual name.</param>
    /// <exception cref="CsvException">The file has no label, no rows, or no column that could be an input.</exception>
    public static SchemaProposal Of(CsvRows rows, string name, string? label = null)
    {
        var columns = rows.Columns.Select(column => new Column(column)).ToList();
        while (rows.Read())
        {
            if (rows.Fault is { } fault)
            {
                throw new CsvException($"{rows.Name}:{rows.Line}: {TransactionCsv.Row}: {fault}");
            }

            for (var i = 0; i < columns.Count; i++)
            {
                columns[i].See(rows.Cell(i));
            }
        }

        var labelled = columns.Find(
            column => label is not null ? column.Name == label : LabelNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            ?? throw new CsvException(
                $"{rows.Name}:1: has no column {label ?? "with a usual name for the label, such as is_fraud"}; name it with --label, it "
                + $"has {string.Join(", ", rows.Columns)}");
        if (labelled.Kind != FieldKind.Flag)
        {
            throw new CsvException($"{rows.Name}: the label {labelled.Name} has values other than 0 and 1, or none");
        }

        var id = columns.Find(column => column.IsId);
        var timestamp = columns.Find(column => column.IsTime);
        var rest = columns.Where(column => column != labelled && column != id && column != timestamp).ToList();
        var fields = rest.Where(column => column is { IsId: false, HasCard: false, Kind: not null }).Select(column => column.Field())
            .ToList();
        return fields.Count == 0
            ? throw new CsvException($"{rows.Name}: has no column that could be an input")
            : new(new(name, [.. fields], id?.Name, labelled.Name, timestamp?.Name),
            [.. rest.Where(column => column.IsId || column.HasCard || column.Kind is null).Select(column => column.Name)]);
    }

    /// <summary>What is known of one column so far.</summary>
    private sealed class Column(string name)
    {
        private readonly SortedSet<string> _texts = new(StringComparer.Ordinal);
        private bool _anyEmpty;
        private bool _any;
        private bool _onlyFlags = true;
        private bool _onlyWhole = true;
        private bool _onlyNumbers = true;
        private bool _onlyTimes = true;

        public string Name => name;

        public bool IsId => name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            && (name.Length == 2 || name[^3] is '_' or ' ' or '-' || name.EndsWith("Id", StringComparison.Ordinal));

        /// <summary>Whether the name or a value is a card number. A column with a few of them would become a category, and its choices
        /// would be card numbers.</summary>
        public bool HasCard { get; private set; } = CardNumbers.IsInName(name);

        public bool IsTime => _any && _onlyTimes && !_onlyNumbers;

        /// <summary>The inferred kind; null if the values fit none.</summary>
        public FieldKind? Kind => !_any ? null
            : _onlyFlags ? FieldKind.Flag
            : _onlyWhole ? FieldKind.Integer
            : _onlyNumbers ? FieldKind.Number
            : _texts.Count <= MaxChoices ? FieldKind.Category
            : null;

        public void See(ReadOnlySpan<byte> cell)
        {
            var text = Encoding.UTF8.GetString(cell).Trim();
            if (text.Length == 0)
            {
                _anyEmpty = true;
                return;
            }

            _any = true;
            var isNumber = double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
                | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number);
            HasCard |= CardNumbers.IsInName(text) || (isNumber && CardNumbers.Is(number));
            _onlyNumbers &= isNumber && double.IsFinite(number);
            _onlyWhole &= isNumber && number == Math.Floor(number);
            _onlyFlags &= (isNumber && number is 0 or 1) || bool.TryParse(text, out _);
            if (_texts.Count <= MaxChoices)
            {
                _texts.Add(text);
            }

            if (_onlyTimes)
            {
                CsvTime.Read(cell, out var why);
                _onlyTimes = why is null;
            }
        }

        public Field Field() => new()
        {
            Name = name,
            Kind = Kind!.Value,
            Choices = Kind == FieldKind.Category ? [.. _texts] : [],
            Required = !_anyEmpty,
        };
    }
}
