using System.Text;
using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>Reads transactions from JSON strictly: every invalid field is reported, and nothing is guessed.</summary>
public static class TransactionJson
{
    /// <summary>The key of the sender's own id, whatever the schema calls its column.</summary>
    public const string IdKey = "transaction_id";

    // A character takes at most six bytes, as an escape sequence.
    private const int MaxNameBytes = 6 * FieldErrors.MaxNameLength;

    private const string NotJson = "is not a JSON value, or nested too deep";

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 16 };

    /// <summary>Reads a body that is one transaction.</summary>
    /// <param name="utf8">The whole body.</param>
    /// <param name="schema">The schema of the transaction.</param>
    /// <param name="errors">Receives all errors.</param>
    /// <returns>The transaction; null if there are errors.</returns>
    public static Transaction? Read(ReadOnlySpan<byte> utf8, TransactionSchema schema, FieldErrors errors)
    {
        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        try
        {
            reader.Read();
            var transaction = Read(ref reader, schema, errors, out _);
            if (reader.Read())
            {
                errors.Add(FieldErrors.Body, "must end after the transaction");
            }

            return errors.IsEmpty ? transaction : null;
        }
        catch (JsonException e)
        {
            if (errors.IsEmpty)
            {
                errors.Add(FieldErrors.Body, WhyMalformed(e));
            }

            return null;
        }
    }

    /// <summary>Reads the transaction at the reader's position. Call it for each item of a list.</summary>
    /// <param name="id">The sender's own id, also of a rejected transaction.</param>
    /// <returns>The transaction; null if its values have errors.</returns>
    /// <exception cref="JsonException">The text is not valid JSON; <paramref name="errors"/> names the field if the error is in a field's
    /// value.</exception>
    public static Transaction? Read(ref Utf8JsonReader reader, TransactionSchema schema, FieldErrors errors, out string? id)
    {
        id = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(FieldErrors.Body, "must be a JSON object with the transaction's fields");
            reader.Skip();
            return null;
        }

        var values = new double[schema.Fields.Length];
        Span<bool> seen = schema.Fields.Length <= 256 ? stackalloc bool[schema.Fields.Length] : new bool[schema.Fields.Length];
        var (idSeen, timeSeen) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref reader);
            var position = schema.PositionOf(name);
            ReadValueToken(ref reader, name, errors);
            if (position < 0 && (name == IdKey || name == schema.Id))
            {
                id = ReadId(ref reader, name, idSeen, errors);
                idSeen = true;
            }
            else if (position < 0 && name == schema.Timestamp)
            {
                CheckTime(ref reader, name, timeSeen, errors);
                timeSeen = true;
            }
            else if (position < 0)
            {
                errors.Add(name, name == schema.Label ? "is the label, which is not known when a transaction is scored"
                    : "is not a field of this schema");
                SkipValue(ref reader, name, errors);
            }
            else if (seen[position])
            {
                errors.Add(name, "is present more than once");
                SkipValue(ref reader, name, errors);
            }
            else
            {
                seen[position] = true;
                values[position] = ReadField(ref reader, schema.Fields[position], errors);
            }
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!seen[i])
            {
                values[i] = FieldValue.Absent(schema.Fields[i], out var why);
                if (why is not null)
                {
                    errors.Add(schema.Fields[i].Name, why);
                }
            }
        }

        return errors.IsEmpty ? new Transaction(schema, values, id) : null;
    }

    /// <summary>Returns why a text is not valid JSON, on one line and without the parser's jargon.</summary>
    public static string WhyMalformed(JsonException e) =>
        $"is not valid JSON{(e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : "")}";

    private static double ReadField(ref Utf8JsonReader reader, Field field, FieldErrors errors)
    {
        try
        {
            var value = FieldValue.Read(field, ref reader, out var why);
            if (why is not null)
            {
                errors.Add(field.Name, why);
            }

            return value;
        }
        catch (InvalidOperationException)
        {
            errors.Add(field.Name, "must be well-formed Unicode");
            return double.NaN;
        }
        catch (JsonException)
        {
            errors.Add(field.Name, NotJson);
            throw;
        }
    }

    private static string? ReadId(ref Utf8JsonReader reader, string name, bool seen, FieldErrors errors)
    {
        // Ids are often numbers in the sender's own tables; their digits are preserved.
        var id = reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => null,
        };
        var why = seen ? "is present more than once"
            : reader.TokenType == JsonTokenType.Number && CardNumbers.Is(reader.GetDouble()) ? CardNumbers.IdRefusal
            : id is not null ? Transaction.GetIdError(id)
            : reader.TokenType == JsonTokenType.Null ? null
            : $"must be a well-formed text of at most {Transaction.MaxIdLength} characters";
        if (why is null)
        {
            return id;
        }

        errors.Add(name, why);
        SkipValue(ref reader, name, errors);
        return null;
    }

    // A sender's row has the time of its schema as it has the id. It is checked, but the prediction has the time at which it was made.
    private static void CheckTime(ref Utf8JsonReader reader, string name, bool seen, FieldErrors errors)
    {
        string? why = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.String when Text(ref reader) is { } text:
                CsvTime.Read(Encoding.UTF8.GetBytes(text), out why);
                break;
            case JsonTokenType.Number:
                CsvTime.Read(reader.ValueSpan, out why);
                break;
            case JsonTokenType.Null:
                break;
            default:
                why = "must be a time, as text or as seconds since 1970";
                break;
        }

        if (seen || why is not null)
        {
            errors.Add(name, seen ? "is present more than once" : why!);
        }

        SkipValue(ref reader, name, errors);
    }

    // An invalid JSON value (NaN, Infinity) is reported for its field before reading stops.
    private static void ReadValueToken(ref Utf8JsonReader reader, string name, FieldErrors errors)
    {
        try
        {
            reader.Read();
        }
        catch (JsonException)
        {
            errors.Add(name, "is not a JSON value; numbers must be finite and written as digits");
            throw;
        }
    }

    private static void SkipValue(ref Utf8JsonReader reader, string name, FieldErrors errors)
    {
        try
        {
            reader.Skip();
        }
        catch (JsonException)
        {
            errors.Add(name, NotJson);
            throw;
        }
    }

    // No field has a longer name, so the beginning is enough to report the key. A body may be one key of megabytes.
    private static string ReadName(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length > MaxNameBytes
            ? Encoding.UTF8.GetString(reader.ValueSpan[..MaxNameBytes])
            : Text(ref reader) ?? throw new JsonException("a key is not well-formed Unicode");

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
