using System.Text.Json;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;

namespace FraudWeb.Api;

/// <summary>Reads <c>{"label": "fraud" | "legitimate", "note": "…"}</c>.</summary>
public static class LabelBody
{
    /// <summary>The maximum number of characters in a note.</summary>
    public const int MaxNoteLength = 2_000;

    /// <summary>Gets the error in a note; null if it is valid. Line breaks and tabs are the only control characters allowed.</summary>
    public static string? WhyNotNote(string note) =>
        note.Length > MaxNoteLength ? $"must have at most {MaxNoteLength} characters, but has {note.Length}"
        : note.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) ? "must not contain control characters"
        : null;

    /// <summary>Reads the label and the note, and adds errors to <paramref name="errors"/>.</summary>
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
                name = FieldErrors.Body; // in case the property name itself is not valid Unicode
                name = reader.GetString()!;
                reader.Read();
                ReadMember(ref reader, name, isRepeated: !seen.Add(name), errors, ref label, ref note);
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

    private static void ReadMember(
        ref Utf8JsonReader reader, string name, bool isRepeated, FieldErrors errors, ref Label label, ref string? note)
    {
        switch (name)
        {
            case "label" or "note" when isRepeated:
                errors.Add(name, "is present more than once");
                break;
            case "label" when reader.TokenType == JsonTokenType.String && Find(reader.GetString()) is { } found:
                label = found;
                break;
            case "label":
                errors.Add(name, "must be fraud or legitimate");
                break;
            case "note" when reader.TokenType is JsonTokenType.String or JsonTokenType.Null:
                note = reader.GetString();
                if (note is not null && WhyNotNote(note) is { } why)
                {
                    errors.Add(name, why);
                }

                break;
            case "note":
                errors.Add(name, "must be a text");
                break;
            default:
                errors.Add(name, "is unknown; allowed are 'label' and 'note'");
                break;
        }
    }

    // Case-sensitive, unlike in a query.
    private static Label? Find(string? name) => LabelNames.All.Pairs
        .Where(label => label.Value != Label.None && label.Name == name).Select(label => (Label?)label.Value).FirstOrDefault();
}
