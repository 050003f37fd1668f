using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FraudWeb.Api.Answers;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>Schemas of the bodies and parameters that our own readers read, and details that the answer types can't express.</summary>
internal static class ApiSchemas
{
    /// <summary>Gets the schema of a transaction, from the served transaction schema.</summary>
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
        if (schema.Timestamp is { } timestamp)
        {
            properties.TryAdd(timestamp, new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Null,
                Description = "The time of the transaction in your own data; checked, but not stored.",
            });
        }

        return new()
        {
            Type = JsonSchemaType.Object,
            Description = $"A transaction of the schema {schema.Name}.",
            AdditionalPropertiesAllowed = false,
            Properties = properties,
            Required = schema.Fields.Where(field => field.Required && double.IsNaN(field.Default)).Select(field => field.Name).ToHashSet(),
        };
    }

    public static IOpenApiSchema TransactionReference(OpenApiDocument document) =>
        new OpenApiSchemaReference(ApiDocument.Transaction, document);

    // Any object is allowed as an entry: an invalid one gets its errors at its position.
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
                Items = new OpenApiSchema
                {
                    AnyOf = [transaction,
                    new OpenApiSchema { Type = JsonSchemaType.Object, Description = "An invalid entry gets its errors at its position." }]
                },
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
            ["label"] = OneOf(["fraud", "legitimate"], "The verdict."),
            ["note"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                MaxLength = LabelBody.MaxNoteLength,
                Description = "The reason, as free text. Card numbers in it are masked."
            },
        },
    };

    /// <summary>The parameters of a list call.</summary>
    public static Func<OpenApiParameter>[] ListParameters { get; } =
    [
        () => Query("from", Text("date-time"), "The earliest time, inclusive; a day alone begins at midnight UTC."),
        () => Query("to", Text("date-time"), "The latest time, exclusive; a day alone begins at midnight UTC."),
        () => Query("risk_level", OneOf(RiskLevelNames.All.Names), "Only this risk level."),
        () => Query("decision", OneOf(DecisionNames.All.Names), "Only this decision."),
        () => Query("label", OneOf(LabelNames.All.Names), "Only this label; none means predictions without a label."),
        () => Query("min_probability", Probability(), "The lowest fraud probability, inclusive."),
        () => Query("max_probability", Probability(), "The highest fraud probability, inclusive."),
        () => Query("source", OneOf(PredictionSourceNames.All.Names), "Only predictions from this source."),
        () => Query("model_version", Text(), "Only predictions of this model version, such as v7."),
        () => Query(TransactionJson.IdKey, Text(), "Only predictions of this transaction id."),
        () => Query("limit", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = JsonValue.Create(50) },
            "The maximum number of predictions."),
        () => Query("cursor", Text(), "The next_cursor of the previous page, with the same filters."),
    ];

    public static OpenApiParameter Explain() =>
        Query("explain", new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) }, "Include the reasons in the answer.");

    public static OpenApiParameter Idempotency() => new()
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = "Your key for this call, 1 to 255 printable ASCII characters, quoted or bare. The same call sent again within 24 "
            + "hours gets the same answer, and nothing is stored twice.",
        Schema = Text(),
        Example = ApiExamples.IdempotencyKey,
    };

    public static Dictionary<string, IOpenApiHeader> Replayed() => new(StringComparer.Ordinal)
    {
        [IdempotentResult.ReplayedHeader] = new OpenApiHeader
        {
            Schema = OneOf(["true"]),
            Description = $"Only with {IdempotencyKey.Header}: this is the stored answer of the first call.",
        },
    };

    public static Dictionary<string, IOpenApiHeader> RetryAfter() => new(StringComparer.Ordinal)
    {
        ["Retry-After"] = new OpenApiHeader
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
            Description = "The number of seconds to wait before trying again."
        },
    };

    public static OpenApiParameter Id() => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The prediction_id of a stored prediction.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = ApiPatterns.PredictionId },
        Example = ApiExamples.PredictionId,
    };

    /// <summary>Adds what a property's attributes define beyond its type.</summary>
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

        if (property?.PropertyType == typeof(IReadOnlyDictionary<string, FieldContent>))
        {
            schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null };
        }

        foreach (var attribute in property?.AttributeProvider?.GetCustomAttributes(typeof(SchemaAttribute), inherit: false) ?? [])
        {
            switch (attribute)
            {
                case ProbabilityAttribute:
                    (schema.Minimum, schema.Maximum) = ("0", "1");
                    break;
                case TimeAttribute:
                    schema.Format = "date-time";
                    break;
                case PatternAttribute text:
                    schema.Pattern = text.Pattern;
                    break;
                case ChoicesAttribute numbers:
                    schema.Enum = [.. numbers.Choices.Select(number => JsonValue.Create(number))];
                    break;
                case WireNamesOfAttribute names:
                    schema.Enum = Nodes(WireNamesOf(names.Type));
                    break;
            }
        }
    }

    private static IEnumerable<string> WireNamesOf(Type type) =>
        type == typeof(RiskLevel) ? RiskLevelNames.All.Names
        : type == typeof(Decision) ? DecisionNames.All.Names
        : type == typeof(PredictionSource) ? PredictionSourceNames.All.Names
        : throw new ArgumentException($"{type} has no wire names.", nameof(type));

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
            Description = string.Join(
                " ", new[] { field.Title + (field.Unit is null ? "." : $" ({field.Unit})."), field.Help }.Where(text => text is not null)),
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

    private static OpenApiSchema Probability() => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" };

    private static OpenApiSchema OneOf(IEnumerable<string> words, string? description = null) =>
        new() { Type = JsonSchemaType.String, Enum = Nodes(words), Description = description };

    private static List<JsonNode> Nodes(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];

    private static string? Digits(double? limit) => limit?.ToString("R", CultureInfo.InvariantCulture);
}
