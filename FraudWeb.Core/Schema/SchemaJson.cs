using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FraudWeb.Core.Schema;

/// <summary>Reads and writes the schema file.</summary>
public static class SchemaJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter<FieldKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads a schema file.</summary>
    /// <exception cref="SchemaException">The text is not a schema; the message lists all errors.</exception>
    public static TransactionSchema Parse(ReadOnlySpan<byte> utf8)
    {
        SchemaDocument file;
        try
        {
            file = JsonSerializer.Deserialize<SchemaDocument>(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8, Options)
                ?? throw new SchemaException(["the file holds null"]);
        }
        catch (JsonException e)
        {
            throw new SchemaException([$"line {e.LineNumber + 1}: {e.Message}"]);
        }

        var faults = SchemaFaults.Of(file).ToList();
        return faults.Count > 0
            ? throw new SchemaException(faults)
            : new(file.Name!, [.. file.Fields!.Select(field => field.ToField())], file.Id, file.Label, file.Timestamp,
                [.. file.Positive ?? []], [.. file.Negative ?? []]);
    }

    /// <summary>Writes the schema file. Equal schemas have the same text.</summary>
    internal static string Write(TransactionSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", schema.Name);
            WriteIf("id", schema.Id);
            WriteIf("label", schema.Label);
            WriteTexts(writer, "positive", schema.Positive);
            WriteTexts(writer, "negative", schema.Negative);
            WriteIf("timestamp", schema.Timestamp);
            writer.WriteStartArray("fields");
            foreach (var field in schema.Fields)
            {
                WriteField(writer, field);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();

            void WriteIf(string name, string? value)
            {
                if (value is not null)
                {
                    writer.WriteString(name, value);
                }
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a value as JSON: a number, a choice's name, or null if it is missing.</summary>
    public static void WriteValue(Utf8JsonWriter writer, Field field, double value)
    {
        if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else if (field.Kind == FieldKind.Category)
        {
            writer.WriteStringValue(field.Choices[(int)value]);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        if (texts.Length > 0)
        {
            writer.WriteStartArray(name);
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteField(Utf8JsonWriter writer, Field field)
    {
        writer.WriteStartObject();
        writer.WriteString("name", field.Name);
        writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Kind.ToString()));
        writer.WriteString("title", field.Title);
        WriteText("unit", field.Unit);
        WriteText("help", field.Help);
        WriteNumber("min", field.Min);
        WriteNumber("max", field.Max);
        WriteNumber("decimals", field.Decimals);
        WriteTexts(writer, "choices", field.Choices);
        writer.WriteBoolean("required", field.Required);
        if (!double.IsNaN(field.Default))
        {
            writer.WritePropertyName("default");
            WriteValue(writer, field, field.Default);
        }

        WriteText("monotone", field.Monotone?.ToWireName());
        WriteText("group", field.Group);
        writer.WriteEndObject();

        void WriteText(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        void WriteNumber(string name, double? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }
    }
}
