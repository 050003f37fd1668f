using System.Text.Json.Nodes;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>The OpenAPI 3.1 document, with what the code can't say by its types: bodies that we read ourselves, query parameters and errors.</summary>
public static class ApiDocument
{
    private const string Transaction = "Transaction";

    private static readonly Dictionary<string, (int Status, Problem Problem)[]> Refusals = new(StringComparer.Ordinal)
    {
        ["predict"] =
        [
            Is(Problem.InvalidInput), Is(Problem.IdempotencyConflict), Is(Problem.TooLarge), Is(Problem.UnsupportedMediaType), Is(Problem.IdempotencyMismatch),
            Is(Problem.Unavailable),
        ],
        ["batchPredict"] =
        [
            Is(Problem.InvalidInput), Is(Problem.IdempotencyConflict), Is(Problem.TooLarge), Is(Problem.UnsupportedMediaType), Is(Problem.IdempotencyMismatch),
            Is(Problem.Unavailable),
        ],
        ["listPredictions"] = [Is(Problem.InvalidInput), Is(Problem.Unavailable)],
        ["getPrediction"] = [Is(Problem.InvalidInput), Is(Problem.NotFound), Is(Problem.Unavailable)],
        ["explainPrediction"] = [Is(Problem.InvalidInput), Is(Problem.NotFound), Is(Problem.Unavailable)],
        ["labelPrediction"] = [Is(Problem.InvalidInput), Is(Problem.NotFound), Is(Problem.TooLarge), Is(Problem.UnsupportedMediaType), Is(Problem.Unavailable)],
        ["modelInfo"] = [Is(Problem.InvalidInput)],
    };

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(FieldContent))
            {
                schema.Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null;
                schema.Description = "A number, 0 or 1 for a flag, a category's name, or null when missing.";
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, cancel) =>
        {
            Describe(document);
            document.AddComponent(Transaction, TransactionSchemaOf(context.ApplicationServices.GetRequiredService<ModelRegistry>().Champion.Model.Schema));
            document.AddComponent("Problem", await context.GetOrCreateSchemaAsync(typeof(ProblemAnswer), cancellationToken: cancel));
            foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            {
                Complete(operation, document);
            }
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Rights.Documentation);
        app.UseSwaggerUI(swagger =>
        {
            swagger.SwaggerEndpoint("/openapi/v1.json", "FraudWeb");
            swagger.DocumentTitle = "FraudWeb API";
        });
    }

    private static (int, Problem) Is(Problem problem) => (problem.Status, problem);

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "FraudWeb",
            Version = "1",
            Description = "Scores transactions for fraud, explains every score, and keeps every answer: a 200 means that the prediction is on disk.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Contact = new OpenApiContact { Name = "FraudWeb contributors" },
        };
        // The same document for every address it is served from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Scoring", Description = "Score transactions and keep the predictions." },
            new() { Name = "Predictions", Description = "Find what was kept, explain it, label it." },
            new() { Name = "Model", Description = "The model that answers." },
            new() { Name = "Health", Description = "Whether the program can answer." },
        };
    }

    private static void Complete(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Description ??= operation.Summary;
        foreach (var (status, problem) in Refusals.GetValueOrDefault(operation.OperationId ?? "", []))
        {
            operation.Responses ??= [];
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = problem.Title,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [ProblemResult.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", document) },
                },
            };
        }

        switch (operation.OperationId)
        {
            case "predict":
                operation.RequestBody = Json(new OpenApiSchemaReference(Transaction, document), "One transaction.");
                operation.Parameters = [Query("explain", new OpenApiSchema { Type = JsonSchemaType.Boolean }, "Also answer with the reasons.")];
                AllowRepeating(operation);
                break;
            case "batchPredict":
                operation.RequestBody = Json(BatchOf(new OpenApiSchemaReference(Transaction, document)), "The transactions.");
                AllowRepeating(operation);
                break;
            case "labelPrediction":
                operation.RequestBody = Json(LabelSchema(), "The verdict.");
                break;
            case "listPredictions":
                operation.Parameters = [.. ListParameters()];
                break;
        }
    }

    private static OpenApiRequestBody Json(IOpenApiSchema schema, string description) => new()
    {
        Required = true,
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = schema } },
    };

    private static OpenApiParameter Query(string name, OpenApiSchema schema, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = schema, Description = description };

    private static void AllowRepeating(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Description = "Your name for this call, 1 to 255 printable ASCII characters, quoted or bare. The same call sent again within 24 hours gets the same answer, and nothing is kept twice.",
        });
        ((OpenApiResponse)operation.Responses!["200"]).Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [IdempotentResult.ReplayedHeader] = new OpenApiHeader
            {
                Schema = OneOf(["true"]),
                Description = $"Only with {IdempotencyKey.Header}, when this is the first call's answer again.",
            },
        };
    }

    private static IEnumerable<OpenApiParameter> ListParameters()
    {
        yield return Query("from", Text(format: "date-time"), "The earliest time, inclusive.");
        yield return Query("to", Text(format: "date-time"), "The latest time, exclusive.");
        yield return Query("risk_level", OneOf(Words.RiskLevels.Select(pair => pair.Word)), "Only this risk level.");
        yield return Query("decision", OneOf(Words.Decisions.Select(pair => pair.Word)), "Only this decision.");
        yield return Query("label", OneOf(Words.Labels.Select(pair => pair.Word)), "Only this label; none is what nobody has labelled.");
        yield return Query("min_probability", Share(), "The lowest fraud probability, inclusive.");
        yield return Query("max_probability", Share(), "The highest fraud probability, inclusive.");
        yield return Query("source", OneOf(Words.Sources.Select(pair => pair.Word)), "Only what came through this door.");
        yield return Query("model_version", Text(), "Only what this model answered, such as v7.");
        yield return Query(TransactionJson.IdKey, Text(), "Only this transaction.");
        yield return Query("limit", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = JsonValue.Create(50) }, "How many at most.");
        yield return Query("cursor", Text(), "next_cursor of the page before, with the same filters.");
    }

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Share() => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" };

    private static OpenApiSchema OneOf(IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)] };

    private static OpenApiSchema BatchOf(IOpenApiSchema transaction) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string> { "transactions" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["transactions"] = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = transaction },
        },
    };

    private static OpenApiSchema LabelSchema() => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string> { "label" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["label"] = OneOf(["fraud", "legitimate"]),
            ["note"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, MaxLength = LabelBody.MaxNoteLength },
        },
    };

    private static OpenApiSchema TransactionSchemaOf(TransactionSchema schema)
    {
        var properties = schema.Fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)SchemaOf(field));
        properties[TransactionJson.IdKey] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MaxLength = Core.Schema.Transaction.MaxIdLength,
            Description = "Your own id of the transaction.",
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

    private static OpenApiSchema SchemaOf(Field field)
    {
        var type = field.Kind switch
        {
            FieldKind.Number => JsonSchemaType.Number,
            FieldKind.Integer => JsonSchemaType.Integer,
            FieldKind.Flag => JsonSchemaType.Integer | JsonSchemaType.Boolean,
            _ => JsonSchemaType.String,
        };
        var described = string.Join(" ", new[] { field.Title + (field.Unit is null ? "." : $" ({field.Unit})."), field.Help }.Where(text => text is not null));
        return new()
        {
            Type = field.Required ? type : type | JsonSchemaType.Null,
            Description = described,
            Minimum = Digits(field.Min),
            Maximum = Digits(field.Max),
            Enum = field.Kind switch
            {
                FieldKind.Category => [.. field.Choices.Select(choice => (JsonNode)JsonValue.Create(choice)!)],
                FieldKind.Flag => [JsonValue.Create(0), JsonValue.Create(1), JsonValue.Create(false), JsonValue.Create(true)],
                _ => null,
            },
        };
    }

    private static string? Digits(double? limit) => limit?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
