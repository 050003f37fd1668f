using System.Globalization;
using System.Text.Json;
using FraudWeb.Core.Schema;

namespace FraudWeb.Api;

/// <summary>Reads <c>{"transactions": […]}</c>.</summary>
public static class BatchBody
{
    private const string List = "transactions";

    // The errors of all transactions are listed up to this length in characters; then only their number is reported. Most of a long list
    // is the same mistake again, and a batch of 1,000 could have a megabyte of it.
    private const int ListedErrors = 100_000;

    /// <summary>Reads the entries, at most one more than <paramref name="limit"/>. Adds the errors of the body itself to
    /// <paramref name="errors"/>.</summary>
    public static List<BatchItem> Read(ReadOnlySpan<byte> utf8, TransactionSchema schema, int limit, FieldErrors errors)
    {
        var items = new List<BatchItem>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            ReadObject(ref reader, schema, limit, items, errors);
            if (errors.IsEmpty && items.Count <= limit && reader.Read())
            {
                errors.Add(FieldErrors.Body, "must end after the batch");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            errors.Add(
                FieldErrors.Body, e is JsonException malformed ? TransactionJson.WhyMalformed(malformed) : "must be well-formed Unicode");
        }

        return items;
    }

    private static void ReadObject(
        ref Utf8JsonReader reader, TransactionSchema schema, int limit, List<BatchItem> items, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object with the list 'transactions'");
            return;
        }

        var seen = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name != List || seen)
            {
                errors.Add(name, name == List ? "is present more than once" : "is unknown; only 'transactions' is allowed");
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.StartArray)
            {
                errors.Add(List, "must be a list of transactions");
                reader.Skip();
            }
            else
            {
                ReadList(ref reader, schema, limit, items);
                if (items.Count > limit)
                {
                    return;
                }
            }

            seen |= name == List;
        }

        if (!seen)
        {
            errors.Add(List, "is required");
        }
        else if (items.Count == 0 && errors.IsEmpty)
        {
            errors.Add(List, "must have at least one transaction");
        }
    }

    private static void ReadList(ref Utf8JsonReader reader, TransactionSchema schema, int limit, List<BatchItem> items)
    {
        var left = ListedErrors;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && items.Count <= limit)
        {
            var errors = left > 0 ? new FieldErrors() : new FieldErrors(maxNamed: 0);
            var transaction = TransactionJson.Read(ref reader, schema, errors, out var id);
            left -= errors.IsEmpty ? 0 : Length(errors);
            items.Add(new(transaction, id, left > 0 || errors.IsEmpty ? errors : Unlisted(errors.Count)));
        }
    }

    // In JSON, a character outside of ASCII takes six.
    private static int Length(FieldErrors errors) => errors.ToString().Sum(character => character is > ' ' and <= '~' ? 1 : 6);

    private static FieldErrors Unlisted(int count)
    {
        var errors = new FieldErrors();
        errors.Add(FieldErrors.Body, string.Create(CultureInfo.InvariantCulture,
            $"has {count} error{(count == 1 ? "" : "s")}, not listed because the batch has too many"));
        return errors;
    }
}
