using System.Text.Json;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;

namespace FraudWeb.Api;

/// <summary>Reads <c>{"label": "fraud" | "legitimate", "note": "…"}</c>.</summary>
public static class LabelBody
{
    /// <summary>The most characters that a note may have.</summary>
    public const int MaxNoteLength = 2_000;

    /// <summary>The label and the note; what is wrong goes to <paramref name="errors"/>.</summary>
    public static (Label Label, string? Note) Read(ReadOnlySpan<byte> utf8, FieldErrors errors)
    {
        var (label, note) = (Label.None, default(string));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var name = FieldErrors.Body;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                errors.Add(FieldErrors.Body, "must be a JSON object with 'label' and, if wanted, 'note'");
                return (label, note);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                reader.Read();
                switch (name)
                {
                    case "label" or "note" when !seen.Add(name):
                        errors.Add(name, "stands more than once");
                        break;
                    case "label" when reader.TokenType == JsonTokenType.String && reader.GetString() is "fraud" or "legitimate":
                        label = reader.ValueTextEquals("fraud") ? Label.Fraud : Label.Legitimate;
                        break;
                    case "label":
                        errors.Add(name, "must be fraud or legitimate");
                        break;
                    case "note" when reader.TokenType is JsonTokenType.String or JsonTokenType.Null:
                        note = reader.GetString();
                        if (note?.Length > MaxNoteLength)
                        {
                            errors.Add(name, $"must have at most {MaxNoteLength} characters, but has {note.Length}");
                        }

                        break;
                    case "note":
                        errors.Add(name, "must be a text");
                        break;
                    default:
                        errors.Add(name, "is not known here; only 'label' and 'note' are");
                        break;
                }

                reader.Skip();
            }

            if (reader.Read())
            {
                errors.Add(FieldErrors.Body, "must end after the label");
            }
        }
        catch (JsonException e)
        {
            errors.Add(FieldErrors.Body, TransactionJson.WhyMalformed(e));
        }
        catch (InvalidOperationException)
        {
            errors.Add(name, "must be well-formed Unicode");
        }

        if (errors.IsEmpty && !seen.Contains("label"))
        {
            errors.Add("label", "is required: fraud or legitimate");
        }

        return (label, note);
    }
}
