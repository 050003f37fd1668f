using FraudWeb.Accounts;
using FraudWeb.Api.Answers;
using FraudWeb.Core.Models;
using FraudWeb.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>The OpenAPI 3.1 document: everything that is not specific to one call. Calls are described beside their routes.</summary>
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
                Description = "The API key. Use a separate key for each calling system.",
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
            Description = "Scores transactions for fraud, explains every score, and stores every prediction: a 200 means that it is on "
                + "disk.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Contact = new OpenApiContact { Name = "FraudWeb contributors" },
        };
        // The document must not depend on the address that it is served from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Scoring", Description = "Score transactions and store the predictions." },
            new() { Name = "Predictions", Description = "Find, explain and label stored predictions." },
            new() { Name = "Model", Description = "The model that makes the predictions." },
            new() { Name = "Health", Description = "The health of the service." },
        };
    }

    // The generator describes the two kinds of entries as separate types with a discriminator, which is never sent.
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

    // Properties without a description get that of the property of the same name in PredictAnswer, which has the same meaning.
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
