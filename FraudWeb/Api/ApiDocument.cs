using System.Globalization;
using System.Text.Json.Nodes;
using FraudWeb.Accounts;
using FraudWeb.Core.Models;
using FraudWeb.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>The OpenAPI 3.1 document, with what the code can't say by its types: bodies that we read ourselves, parameters, errors and examples.</summary>
public static class ApiDocument
{
    private const string Json = "application/json";
    private const string Transaction = "Transaction";
    private const string Key = "ApiKey";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            ApiSchemas.Sharpen(schema, context.JsonTypeInfo, context.JsonPropertyInfo);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, cancel) =>
        {
            var schema = context.ApplicationServices.GetRequiredService<ModelRegistry>().Champion.Model.Schema;
            Describe(document);
            document.AddComponent(Transaction, ApiSchemas.Transaction(schema));
            foreach (var (name, type) in ((string, Type)[])[("Problem", typeof(ProblemAnswer)), (nameof(HealthAnswer), typeof(HealthAnswer)), (nameof(ReadyAnswer), typeof(ReadyAnswer))])
            {
                document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, cancellationToken: cancel));
            }

            document.AddComponent<IOpenApiSecurityScheme>(Key, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-API-Key",
                Description = "A key of its own for every system that calls.",
            });
            NameEntries(document);
            ShareDescriptions(document);

            var examples = new ApiExamples(schema);
            foreach (var (path, item) in document.Paths)
            {
                foreach (var operation in item.Operations!.Values)
                {
                    Complete(operation, isApi: path.StartsWith("/api/", StringComparison.Ordinal), document, examples);
                }
            }
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/v1.json").RequireAuthorization(Policies.Documentation);
        app.UseSwaggerUI(swagger =>
        {
            swagger.SwaggerEndpoint("/openapi/v1.json", "FraudWeb");
            swagger.DocumentTitle = "FraudWeb API";
        });
    }

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

    // The generator describes the two kinds of entries as types of their own, told apart by a member that is never sent.
    private static void NameEntries(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        if (schemas.Remove("BatchEntryRefusedTransaction", out var refused) && schemas.Remove("BatchEntryPredictAnswer"))
        {
            ((OpenApiSchema)refused).Type = JsonSchemaType.Object;
            schemas[nameof(RefusedTransaction)] = refused;
            schemas[nameof(BatchEntry)] = new OpenApiSchema
            {
                Description = schemas[nameof(BatchEntry)].Description,
                AnyOf = [new OpenApiSchemaReference(nameof(PredictAnswer), document), new OpenApiSchemaReference(nameof(RefusedTransaction), document)],
            };
        }
    }

    // What an answer has in common with others is described there, and means the same.
    private static void ShareDescriptions(OpenApiDocument document)
    {
        var described = document.Components!.Schemas![nameof(PredictAnswer)].Properties!;
        foreach (var (name, member) in document.Components.Schemas.Values.SelectMany(schema => schema.Properties ?? new Dictionary<string, IOpenApiSchema>()))
        {
            if (member is OpenApiSchema { Description: null } && described.TryGetValue(name, out var same))
            {
                member.Description = same.Description;
            }
        }
    }

    private static void Complete(OpenApiOperation operation, bool isApi, OpenApiDocument document, ApiExamples examples)
    {
        if (ApiCalls.All.GetValueOrDefault(operation.OperationId ?? "") is not { } call)
        {
            return;
        }

        operation.Description = call.Description;
        var answer = (OpenApiResponse)operation.Responses!["200"];
        answer.Description = call.Answer;
        switch (operation.OperationId)
        {
            case "predict":
                operation.RequestBody = Body(new OpenApiSchemaReference(Transaction, document), "One transaction.", examples.Transaction());
                operation.Parameters = [ApiSchemas.Explain(), ApiSchemas.Idempotency()];
                answer.Headers = ApiSchemas.Replayed();
                break;
            case "batchPredict":
                operation.RequestBody = Body(ApiSchemas.Batch(new OpenApiSchemaReference(Transaction, document)), "The transactions.", examples.Batch());
                operation.Parameters = [ApiSchemas.Idempotency()];
                answer.Headers = ApiSchemas.Replayed();
                break;
            case "labelPrediction":
                operation.RequestBody = Body(ApiSchemas.Label(), "The verdict.", ApiExamples.Label());
                operation.Parameters = [ApiSchemas.Id()];
                break;
            case "getPrediction" or "explainPrediction":
                operation.Parameters = [ApiSchemas.Id()];
                break;
            case "listPredictions":
                operation.Parameters = [.. ApiSchemas.ListParameters()];
                break;
            case "health":
                AddHealth(operation, nameof(HealthAnswer), "They can't.", examples.Health(good: false), document);
                break;
            case "healthReady":
                AddHealth(operation, nameof(ReadyAnswer), "A part has failed.", examples.Ready(good: false), document);
                break;
        }

        answer.Content![Json].Example = call.Example(examples);
        foreach (var problem in (isApi ? ApiCalls.Everywhere.Concat(call.Problems) : call.Problems).OrderBy(problem => problem.Status))
        {
            operation.Responses[problem.Status.ToString(CultureInfo.InvariantCulture)] = Response(problem, document, examples);
        }

        if (isApi)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        }
    }

    private static void AddHealth(OpenApiOperation operation, string schema, string failed, JsonNode example, OpenApiDocument document)
    {
        ((OpenApiResponse)operation.Responses!["200"]).Content = Content(Json, new OpenApiSchemaReference(schema, document), null);
        operation.Responses["503"] = new OpenApiResponse { Description = failed, Content = Content(Json, new OpenApiSchemaReference(schema, document), example) };
    }

    // Each stands once in the document, and calls refer to it.
    private static OpenApiResponseReference Response(Problem problem, OpenApiDocument document, ApiExamples examples)
    {
        if (document.Components!.Responses?.ContainsKey(problem.Slug) is not true)
        {
            document.AddComponent<IOpenApiResponse>(problem.Slug, new OpenApiResponse
            {
                Description = $"{problem.Title} {problem.Advice}",
                Headers = problem.RetryAfter is not null || problem == Problem.TooMany ? ApiSchemas.RetryAfter() : null,
                Content = Content(ProblemResult.ContentType, new OpenApiSchemaReference("Problem", document), examples.Of(problem)),
            });
        }

        return new(problem.Slug, document);
    }

    private static OpenApiRequestBody Body(IOpenApiSchema schema, string description, JsonNode example) => new()
    {
        Required = true,
        Description = description,
        Content = Content(Json, schema, example),
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema, JsonNode? example) =>
        new(StringComparer.Ordinal) { [type] = new OpenApiMediaType { Schema = schema, Example = example } };
}
