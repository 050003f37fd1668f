using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>What the API's description says of bodies that we read ourselves, and what the types of answers can't say by themselves.</summary>
internal static class ApiSchemas
{
    private const string IdPattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";

    /// <summary>A transaction of the schema that is served.</summary>
    public static OpenApiSchema Transaction(TransactionSchema schema)
    {
        var properties = schema.Fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)Of(field));
        properties[TransactionJson.IdKey] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MinLength = 1,
            MaxLength = Core.Schema.Transaction.MaxIdLength,
            Description = "Your own id of the transaction; a card number is refused.",
        };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = $"A transaction of the schema {schema.Name}.",
            AdditionalPropertiesAllowed = false,
            Properties = properties,
            Required = schema.Fields.Where(field => field.Required && double.IsNaN(field.Default)).Select(field => field.Name).ToHashSet(),
        };
    }

    // Any object will do for an entry: a bad one is answered in its place.
    public static OpenApiSchema Batch(IOpenApiSchema transaction) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string> { "transactions" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["transactions"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MinItems = 1,
                Items = new OpenApiSchema { AnyOf = [transaction, new OpenApiSchema { Type = JsonSchemaType.Object, Description = "What is no transaction is refused in its place." }] },
            },
        },
    };

    public static OpenApiSchema Label() => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string> { "label" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["label"] = OneOf(["fraud", "legitimate"], "What it was."),
            ["note"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, MaxLength = LabelBody.MaxNoteLength, Description = "Why, in your own words. Card numbers in it are masked." },
        },
    };

    /// <summary>The filters of a list.</summary>
    public static IEnumerable<OpenApiParameter> ListParameters()
    {
        yield return Query("from", Text("date-time"), "The earliest time, inclusive; a day alone begins at midnight UTC.");
        yield return Query("to", Text("date-time"), "The latest time, exclusive; a day alone begins at midnight UTC.");
        yield return Query("risk_level", OneOf(RiskLevelNames.All.Names), "Only this risk level.");
        yield return Query("decision", OneOf(DecisionNames.All.Names), "Only this decision.");
        yield return Query("label", OneOf(LabelNames.All.Names), "Only this label; none is what nobody has labelled.");
        yield return Query("min_probability", Share(), "The lowest fraud probability, inclusive.");
        yield return Query("max_probability", Share(), "The highest fraud probability, inclusive.");
        yield return Query("source", OneOf(PredictionSourceNames.All.Names), "Only what came through this door.");
        yield return Query("model_version", Text(), "Only what this model answered, such as v7.");
        yield return Query(TransactionJson.IdKey, Text(), "Only this transaction.");
        yield return Query("limit", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = JsonValue.Create(50) }, "How many at most.");
        yield return Query("cursor", Text(), "next_cursor of the page before, with the same filters.");
    }

    public static OpenApiParameter Explain() => Query("explain", new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) }, "Also answer with the reasons.");

    public static OpenApiParameter Idempotency() => new()
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = "Your name for this call, 1 to 255 printable ASCII characters, quoted or bare. The same call sent again within 24 hours gets the same answer, "
            + "and nothing is kept twice.",
        Schema = Text(),
        Example = ApiExamples.IdempotencyKey,
    };

    public static Dictionary<string, IOpenApiHeader> Replayed() => new(StringComparer.Ordinal)
    {
        [IdempotentResult.ReplayedHeader] = new OpenApiHeader
        {
            Schema = OneOf(["true"]),
            Description = $"Only with {IdempotencyKey.Header}, when this is the first call's answer again.",
        },
    };

    public static Dictionary<string, IOpenApiHeader> RetryAfter() => new(StringComparer.Ordinal)
    {
        ["Retry-After"] = new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.Integer }, Description = "After how many seconds to try again." },
    };

    public static OpenApiParameter Id() => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The prediction_id of a kept prediction.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = IdPattern },
        Example = ApiExamples.PredictionId,
    };

    /// <summary>What a value's type alone can't say.</summary>
    public static void Sharpen(OpenApiSchema schema, JsonTypeInfo type, JsonPropertyInfo? property)
    {
        if (type.Type == typeof(FieldContent))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null;
        }
        else if (type.Type == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object;
        }

        switch (property?.Name)
        {
            case "prediction_id":
                schema.Pattern = IdPattern;
                break;
            case "is_fraud":
                schema.Enum = [JsonValue.Create(0), JsonValue.Create(1)];
                break;
            case "fraud_probability" or "confidence" or "threshold":
                (schema.Minimum, schema.Maximum) = ("0", "1");
                break;
            case "risk_level":
                schema.Enum = Nodes(RiskLevelNames.All.Names);
                break;
            case "decision":
                schema.Enum = Nodes(DecisionNames.All.Names);
                break;
            case "source":
                schema.Enum = Nodes(PredictionSourceNames.All.Names);
                break;
            case "timestamp" or "trained_at":
                schema.Format = "date-time";
                break;
            case "inputs":
                schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null };
                break;
        }
    }

    private static OpenApiSchema Of(Field field)
    {
        var type = field.Kind switch
        {
            FieldKind.Number => JsonSchemaType.Number,
            FieldKind.Integer => JsonSchemaType.Integer,
            FieldKind.Flag => JsonSchemaType.Integer | JsonSchemaType.Boolean,
            _ => JsonSchemaType.String,
        };
        return new()
        {
            Type = field.Required ? type : type | JsonSchemaType.Null,
            Description = string.Join(" ", new[] { field.Title + (field.Unit is null ? "." : $" ({field.Unit})."), field.Help }.Where(text => text is not null)),
            Minimum = Digits(field.Min),
            Maximum = Digits(field.Max),
            Enum = field.Kind switch
            {
                FieldKind.Category => Nodes(field.Choices),
                FieldKind.Flag => [JsonValue.Create(0), JsonValue.Create(1), JsonValue.Create(false), JsonValue.Create(true)],
                _ => null,
            },
        };
    }

    private static OpenApiParameter Query(string name, OpenApiSchema schema, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = schema, Description = description };

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Share() => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" };

    private static OpenApiSchema OneOf(IEnumerable<string> words, string? description = null) =>
        new() { Type = JsonSchemaType.String, Enum = Nodes(words), Description = description };

    private static List<JsonNode> Nodes(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];

    private static string? Digits(double? limit) => limit?.ToString("R", CultureInfo.InvariantCulture);
}
