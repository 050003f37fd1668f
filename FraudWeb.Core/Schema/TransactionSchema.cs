using System.Collections.Immutable;
using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>The definition of a transaction: its fields, and the columns of id, label and time. Form, API, CSV, model and filters are all
/// derived from it.</summary>
public sealed class TransactionSchema
{
    private readonly Dictionary<string, int> _positions;

    /// <summary>Creates a schema from valid parts; <see cref="SchemaJson.Parse"/> validates those from a file.</summary>
    public TransactionSchema(string name, ImmutableArray<Field> fields, string? id = null, string? label = null, string? timestamp = null,
        ImmutableArray<string> positive = default, ImmutableArray<string> negative = default)
    {
        Name = name;
        Fields = fields;
        Id = id;
        Label = label;
        Timestamp = timestamp;
        Positive = positive.IsDefault ? [] : positive;
        Negative = negative.IsDefault ? [] : negative;
        _positions = fields.Select((field, position) => (field.Name, position))
            .ToDictionary(pair => pair.Name, pair => pair.position, StringComparer.Ordinal);
        Amount = fields.FirstOrDefault(candidate =>
            candidate is { Kind: FieldKind.Number, Unit: [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'] });
        Json = SchemaJson.Write(this);
    }

    /// <summary>The schema's name, such as <c>card-transactions</c>.</summary>
    public string Name { get; }

    /// <summary>The inputs, in the order of a transaction's values.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The column that holds the sender's id of a transaction; not an input.</summary>
    public string? Id { get; }

    /// <summary>The column that holds 1 for fraud and 0 for legitimate, or other texts; not an input.</summary>
    public string? Label { get; }

    /// <summary>The texts of the label that mean fraud; empty for the usual ones.</summary>
    public ImmutableArray<string> Positive { get; }

    /// <summary>The texts of the label that mean legitimate; empty for the usual ones.</summary>
    public ImmutableArray<string> Negative { get; }

    /// <summary>The column that contains the time of the transaction; not an input.</summary>
    public string? Timestamp { get; }

    /// <summary>The text of the schema file. Equal schemas have the same bytes.</summary>
    public string Json { get; }

    /// <summary>The money field, if there is one: the first number whose unit is a three-letter currency code.</summary>
    public Field? Amount { get; }

    /// <summary>Returns the position of a field, or -1. Case-sensitive.</summary>
    public int PositionOf(ReadOnlySpan<char> name) =>
        _positions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var position) ? position : -1;

    /// <summary>The schema of a new installation, <c>card-transactions</c>.</summary>
    public static TransactionSchema Default { get; } = SchemaJson.Parse(DefaultSchema());

    private static byte[] DefaultSchema()
    {
        using var stream = typeof(TransactionSchema).Assembly.GetManifestResourceStream("card-transactions.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
