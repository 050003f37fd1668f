using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>Everything that is wrong with one transaction, by the sender's own field names, in the order found. Card numbers in names and
/// reasons are masked: what stands here is answered, written beside rejected rows and logged.</summary>
public sealed class FieldErrors
{
    /// <summary>The name under which a fault of the whole body stands, when no field can be blamed.</summary>
    public const string Body = "body";

    /// <summary>The most fields that are named; a body may hold a hundred thousand keys that are none.</summary>
    public const int MaxFields = 1_000;

    private readonly List<KeyValuePair<string, List<string>>> _byField = [];
    private Dictionary<string, List<string>>? _reasons;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _byField.Count == 0;

    /// <summary>Field names with what is wrong with each.</summary>
    public IReadOnlyList<KeyValuePair<string, List<string>>> ByField => _byField;

    /// <summary>Notes one fault of a field, the same one once; beyond <see cref="MaxFields"/> fields, that there is a fault is all that is kept.</summary>
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

    /// <summary>What is wrong with one field; empty when nothing is.</summary>
    public IReadOnlyList<string> Of(string field) => _reasons?.GetValueOrDefault(field) ?? [];

    /// <summary>All faults on one line: <c>amount: is required; transaction_hour: must be at most 23, but is 24</c>.</summary>
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
