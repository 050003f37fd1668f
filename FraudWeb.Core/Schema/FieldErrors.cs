using System.Globalization;
using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>All errors of one transaction, by the sender's field names, in the order found. Card numbers in names and
/// reasons are masked, because the errors are returned, written next to rejected rows and logged.</summary>
/// <remarks>The first errors are named, and the others only counted: a body may have a hundred thousand unknown keys. Long names and
/// reasons are shortened. So the size of the errors does not depend on the size of the input.</remarks>
/// <param name="maxNamed">The number of errors that are named.</param>
public sealed class FieldErrors(int maxNamed = FieldErrors.MaxNamed)
{
    /// <summary>The name for errors of the whole body, which have no field.</summary>
    public const string Body = "body";

    /// <summary>The usual number of errors that are named.</summary>
    public const int MaxNamed = 10;

    /// <summary>The maximum length of a name in characters. No field of a schema has a longer one.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The maximum length of a reason in characters.</summary>
    public const int MaxReasonLength = 500;

    private readonly List<KeyValuePair<string, List<string>>> _byField = [];
    private Dictionary<string, List<string>>? _reasons;
    private int _named;

    /// <summary>Whether there are no errors.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The number of errors, named or not. The same error of a named field counts once.</summary>
    public int Count => _named + Unnamed;

    /// <summary>The number of errors that are not named.</summary>
    public int Unnamed { get; private set; }

    /// <summary>The named errors, by field name.</summary>
    public IReadOnlyList<KeyValuePair<string, List<string>>> ByField => _byField;

    /// <summary>Adds an error of a field, without duplicates. It is only counted if enough errors are named already.</summary>
    public void Add(string field, string why)
    {
        if (_named >= maxNamed && _reasons?.ContainsKey(field) != true)
        {
            Unnamed++;
            return;
        }

        (field, why) = (CardNumbers.Shorten(field, MaxNameLength), CardNumbers.Shorten(why, MaxReasonLength));
        _reasons ??= new(StringComparer.Ordinal);
        if (!_reasons.TryGetValue(field, out var reasons))
        {
            _byField.Add(new(field, _reasons[field] = reasons = []));
        }

        if (reasons.Contains(why))
        {
            return;
        }

        if (_named >= maxNamed)
        {
            Unnamed++;
            return;
        }

        reasons.Add(why);
        _named++;
    }

    /// <summary>Returns the named errors of one field; empty if there are none.</summary>
    public IReadOnlyList<string> Of(string field) => _reasons?.GetValueOrDefault(field) ?? [];

    /// <summary>Returns all errors on one line: <c>amount: is required; transaction_hour: must be at most 23, but is 24; and 7 more
    /// errors</c>.</summary>
    public override string ToString()
    {
        var named = string.Join("; ", _byField.Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value)}"));
        var errors = Unnamed == 1 ? "error" : "errors";
        return Unnamed == 0 ? named
            : named.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Unnamed} {errors}")
            : string.Create(CultureInfo.InvariantCulture, $"{named}; and {Unnamed} more {errors}");
    }

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
