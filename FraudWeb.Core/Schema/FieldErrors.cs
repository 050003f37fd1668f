using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>All errors of one transaction, by the sender's field names, in the order found. Card numbers in names and
/// reasons are masked, because the errors are returned, written next to rejected rows and logged.</summary>
public sealed class FieldErrors
{
    /// <summary>The name for errors of the whole body, which have no field.</summary>
    public const string Body = "body";

    /// <summary>The maximum number of named fields; a body may have a hundred thousand unknown keys.</summary>
    public const int MaxFields = 1_000;

    private readonly List<KeyValuePair<string, List<string>>> _byField = [];
    private Dictionary<string, List<string>>? _reasons;

    /// <summary>Whether there are no errors.</summary>
    public bool IsEmpty => _byField.Count == 0;

    /// <summary>The errors by field name.</summary>
    public IReadOnlyList<KeyValuePair<string, List<string>>> ByField => _byField;

    /// <summary>Adds an error of a field, without duplicates. Beyond <see cref="MaxFields"/> fields, only the fact that there are errors
    /// is stored.</summary>
    public void Add(string field, string why)
    {
        (field, why) = (CardNumbers.Mask(field), CardNumbers.Mask(why));
        _reasons ??= new(StringComparer.Ordinal);
        if (_reasons.TryGetValue(field, out var reasons))
        {
            if (!reasons.Contains(why))
            {
                reasons.Add(why);
            }
        }
        else if (_byField.Count < MaxFields)
        {
            _byField.Add(new(field, _reasons[field] = [why]));
        }
    }

    /// <summary>Returns the errors of one field; empty if there are none.</summary>
    public IReadOnlyList<string> Of(string field) => _reasons?.GetValueOrDefault(field) ?? [];

    /// <summary>Returns all errors on one line: <c>amount: is required; transaction_hour: must be at most 23, but is 24</c>.</summary>
    public override string ToString() =>
        string.Join("; ", _byField.Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}"));

    /// <summary>Writes <c>{field: [why]}</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (field, reasons) in _byField)
        {
            writer.WriteStartArray(field);
            reasons.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
