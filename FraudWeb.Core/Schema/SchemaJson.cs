using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FraudWeb.Core.Schema;

/// <summary>Reads and writes the schema file.</summary>
public static class SchemaJson
{
    private const int MaxFields = 2_000;

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
    /// <exception cref="SchemaException">The text is no schema; every fault is named.</exception>
    public static TransactionSchema Parse(ReadOnlySpan<byte> utf8)
    {
        SchemaFile file;
        try
        {
            file = JsonSerializer.Deserialize<SchemaFile>(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8, Options)
                ?? throw new SchemaException(["the file holds null"]);
        }
        catch (JsonException e)
        {
            throw new SchemaException([$"line {e.LineNumber + 1}: {e.Message}"]);
        }

        var faults = FaultsOf(file).ToList();
        return faults.Count > 0
            ? throw new SchemaException(faults)
            : new(file.Name!, [.. file.Fields!.Select(Read)], file.Id, file.Label, file.Timestamp);
    }

    /// <summary>Writes the schema file, the same text for the same schema.</summary>
    internal static string Write(TransactionSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", schema.Name);
            WriteIf("id", schema.Id);
            WriteIf("label", schema.Label);
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

    /// <summary>Writes a value as JSON: a number, a choice's name, or null when it is missing.</summary>
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
        if (field.Choices.Length > 0)
        {
            writer.WriteStartArray("choices");
            foreach (var choice in field.Choices)
            {
                writer.WriteStringValue(choice);
            }

            writer.WriteEndArray();
        }

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

    private static Field Read(FieldFile file) => WithoutDefault(file) with { Default = DefaultOf(file, WithoutDefault(file), out _) };

    private static Field WithoutDefault(FieldFile file)
    {
        var field = new Field
        {
            Name = file.Name!,
            Kind = file.Kind!.Value,
            Unit = file.Unit,
            Help = file.Help,
            Min = file.Min,
            Max = file.Max,
            Decimals = file.Decimals,
            Choices = [.. file.Choices ?? []],
            Required = file.Required,
            Monotone = MonotoneDirections.Parse(file.Monotone),
            Group = file.Group,
        };
        return string.IsNullOrWhiteSpace(file.Title) ? field : field with { Title = file.Title };
    }

    private static double DefaultOf(FieldFile file, Field field, out string? fault)
    {
        fault = null;
        if (file.Default is not { ValueKind: not JsonValueKind.Null } given)
        {
            return double.NaN;
        }

        var value = FieldValue.Read(field, given, out fault);
        return fault is null ? value : double.NaN;
    }

    private static IEnumerable<string> FaultsOf(SchemaFile file)
    {
        if (string.IsNullOrWhiteSpace(file.Name))
        {
            yield return "name: is required";
        }

        foreach (var fault in CardFaults(("name", file.Name), ("id", file.Id), ("label", file.Label), ("timestamp", file.Timestamp)))
        {
            yield return fault;
        }

        if (file.Fields is not { Count: > 0 and <= MaxFields })
        {
            yield return $"fields: must be a list of 1 to {MaxFields} fields";
            yield break;
        }

        var columns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (role, column) in new[] { ("id", file.Id), ("label", file.Label), ("timestamp", file.Timestamp) })
        {
            if (column is not null && (column.Length == 0 || !columns.Add(column)))
            {
                yield return $"{role}: must be a column name that nothing else uses, but is '{column}'";
            }
        }

        // The API's own keys beside the fields; a field of the same name could not be told from them.
        columns.Add("transaction_id");
        for (var i = 0; i < file.Fields.Count; i++)
        {
            foreach (var fault in FaultsOf(file.Fields[i], columns))
            {
                yield return $"fields[{i}]{(file.Fields[i]?.Name is { } name ? $" ({name})" : "")}: {fault}";
            }
        }
    }

    private static IEnumerable<string> FaultsOf(FieldFile? field, HashSet<string> taken)
    {
        if (field is null)
        {
            yield return "must be an object";
            yield break;
        }

        if (string.IsNullOrWhiteSpace(field.Name) || field.Name.Length > 100 || field.Name.Any(char.IsControl))
        {
            yield return "name: is required, at most 100 characters, without control characters";
        }
        else if (!taken.Add(field.Name))
        {
            yield return $"name: '{field.Name}' is used twice or reserved";
        }

        foreach (var fault in CardFaults(
            [("name", field.Name), ("title", field.Title), ("unit", field.Unit), ("help", field.Help), ("group", field.Group),
             ("choices", field.Choices?.Find(choice => choice is not null && CardNumbers.IsInName(choice)))]))
        {
            yield return fault;
        }

        if (field.Kind is not { } kind)
        {
            yield return "kind: is required, one of number, integer, flag, category";
            yield break;
        }

        foreach (var fault in LimitFaults(field, kind))
        {
            yield return fault;
        }

        if (MonotoneDirections.GetFault(field.Monotone, kind) is { } unordered)
        {
            yield return unordered;
        }

        var choiceFaults = ChoiceFaults(field, kind).ToList();
        foreach (var fault in choiceFaults)
        {
            yield return fault;
        }

        // Against choices that are no choices a default can't be checked.
        if (field.Name is not null && choiceFaults.Count == 0 && DefaultOf(field, WithoutDefault(field), out var why) is var _
            && why is not null)
        {
            yield return $"default: {why}";
        }
    }

    // A schema is shown, kept with its models and answered by the API.
    private static IEnumerable<string> CardFaults(params IEnumerable<(string Property, string? Text)> texts) =>
        from one in texts
        where one.Text is not null && CardNumbers.IsInName(one.Text)
        select $"{one.Property}: holds what looks like a card number, '{one.Text}'; use a name or a code in its place";

    private static IEnumerable<string> LimitFaults(FieldFile field, FieldKind kind)
    {
        if (field.Min is { } min && !double.IsFinite(min))
        {
            yield return "min: must be a finite number";
        }

        if (field.Max is { } max && !double.IsFinite(max))
        {
            yield return "max: must be a finite number";
        }

        if ((field.Min ?? double.MinValue) > (field.Max ?? double.MaxValue))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"min: {field.Min} is above max: {field.Max}");
        }

        if (kind is FieldKind.Flag or FieldKind.Category && (field.Min ?? field.Max) is not null)
        {
            yield return "min, max: belong to numbers and integers only";
        }

        if (field.Decimals is < 0 or > 15)
        {
            yield return $"decimals: must be from 0 to 15, but is {field.Decimals}";
        }
    }

    private static IEnumerable<string> ChoiceFaults(FieldFile field, FieldKind kind)
    {
        var choices = field.Choices ?? [];
        if (kind != FieldKind.Category)
        {
            if (choices.Count > 0)
            {
                yield return "choices: belong to a category only";
            }

            yield break;
        }

        if (choices.Count is < 1 or > 65_535)
        {
            yield return "choices: a category needs 1 to 65,535 of them";
        }

        if (choices.Any(string.IsNullOrEmpty))
        {
            yield return "choices: must not be empty texts";
        }
        else if (choices.GroupBy(choice => choice, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return $"choices: '{twice.Key}' stands twice";
        }
    }

    private sealed record SchemaFile(string? Name, string? Id, string? Label, string? Timestamp, List<FieldFile>? Fields);

    private sealed record FieldFile(
        string? Name, FieldKind? Kind, string? Title, string? Unit, string? Help, double? Min, double? Max, int? Decimals,
        List<string>? Choices, JsonElement? Default, string? Monotone, string? Group, bool Required = true);
}
