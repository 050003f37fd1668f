using FraudWeb.Accounts;
using FraudWeb.Api.Answers;
using FraudWeb.Core.Models;
using FraudWeb.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>The OpenAPI 3.1 document. Calls describe themselves beside their routes; here is what they share.</summary>
public static class ApiDocument
{
    /// <summary>The name of the schema of transactions.</summary>
    public const string Transaction = "Transaction";

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
            document.AddComponent(
                ApiDescription.ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemAnswer), cancellationToken: cancel));
            document.AddComponent<IOpenApiSecurityScheme>(ApiDescription.Key, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-API-Key",
                Description = "A key of its own for every system that calls.",
            });
            NameEntries(document);
            ShareDescriptions(document);
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
            Description = "Scores transactions for fraud, explains every score, and keeps every answer: a 200 means that the prediction is "
                + "on disk.",
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
                AnyOf = [new OpenApiSchemaReference(nameof(PredictAnswer), document),
                    new OpenApiSchemaReference(nameof(RefusedTransaction), document)],
            };
        }
    }

    // What an answer has in common with others is described there, and means the same.
    private static void ShareDescriptions(OpenApiDocument document)
    {
        var described = document.Components!.Schemas![nameof(PredictAnswer)].Properties!;
        foreach (var (name, member) in document.Components.Schemas.Values.SelectMany(
            schema => schema.Properties ?? new Dictionary<string, IOpenApiSchema>()))
        {
            if (member is OpenApiSchema { Description: null } && described.TryGetValue(name, out var same))
            {
                member.Description = same.Description;
            }
        }
    }
}
