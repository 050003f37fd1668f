using System.Buffers;
using System.Text;
using System.Text.Json;
using FraudWeb.Core.Schema;

namespace FraudWeb.Components.Pages.Check;

/// <summary>The contents of the form: one text per field of the schema, as it was typed, valid or not.</summary>
public sealed class TransactionDraft
{
    private readonly string[] _texts;

    public TransactionDraft(TransactionSchema schema)
    {
        Schema = schema;
        _texts = [.. schema.Fields.Select(field => field.Format(field.Default))];
    }

    public TransactionSchema Schema { get; }

    /// <summary>The sender's own id; blank for none.</summary>
    public string Id { get; set; } = "";

    public string this[int position]
    {
        get => _texts[position];
        set => _texts[position] = value;
    }

    /// <summary>Creates a draft with a transaction's values.</summary>
    public static TransactionDraft Of(TransactionSchema schema, ReadOnlySpan<double> values, string? id)
    {
        var draft = new TransactionDraft(schema) { Id = id ?? "" };
        for (var i = 0; i < values.Length; i++)
        {
            draft[i] = schema.Fields[i].Format(values[i]);
        }

        return draft;
    }

    /// <summary>Converts the draft to another schema, with the texts of the fields that both have.</summary>
    public TransactionDraft For(TransactionSchema schema) => From(schema, Texts(text => text));

    /// <summary>Creates the errors for <see cref="Read"/>, without the usual limit: a form marks every wrong field.</summary>
    public static FieldErrors NoErrors() => new(int.MaxValue);

    /// <summary>Reads the texts as strictly as the API reads a body, with the same messages.</summary>
    /// <returns>The transaction, or null if there are errors.</returns>
    public Transaction? Read(FieldErrors errors)
    {
        var values = new double[_texts.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FieldValue.Read(Schema.Fields[i], _texts[i], out var why);
            if (why is not null)
            {
                errors.Add(Schema.Fields[i].Name, why);
            }
        }

        var id = Id.Trim();
        if (id.Length > 0 && Transaction.GetIdError(id) is { } wrong)
        {
            errors.Add(TransactionJson.IdKey, wrong);
        }

        return errors.IsEmpty ? new Transaction(Schema, values, id.Length > 0 ? id : null) : null;
    }

    /// <summary>Gets the texts by field name, to be saved in the browser. Texts that look like card numbers are left blank.</summary>
    public Dictionary<string, string> TextsToKeep() => Texts(text => CardNumbers.IsIn(text) ? "" : text);

    public static TransactionDraft From(TransactionSchema schema, IReadOnlyDictionary<string, string> texts)
    {
        var draft = new TransactionDraft(schema) { Id = texts.GetValueOrDefault(TransactionJson.IdKey, "") };
        for (var i = 0; i < schema.Fields.Length; i++)
        {
            draft[i] = texts.GetValueOrDefault(schema.Fields[i].Name, draft[i]);
        }

        return draft;
    }

    private Dictionary<string, string> Texts(Func<string, string> taken)
    {
        var texts = Schema.Fields.Select((field, i) => (field.Name, Text: taken(_texts[i])))
            .ToDictionary(pair => pair.Name, pair => pair.Text);
        texts.TryAdd(TransactionJson.IdKey, taken(Id));
        return texts;
    }

    /// <summary>Serializes a transaction as the API accepts it.</summary>
    public static string Json(Transaction transaction)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (transaction.Id is { } id)
            {
                writer.WriteString(TransactionJson.IdKey, id);
            }

            for (var i = 0; i < transaction.Values.Length; i++)
            {
                if (double.IsNaN(transaction.Values[i]))
                {
                    continue;
                }

                writer.WritePropertyName(transaction.Schema.Fields[i].Name);
                SchemaJson.WriteValue(writer, transaction.Schema.Fields[i], transaction.Values[i]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
