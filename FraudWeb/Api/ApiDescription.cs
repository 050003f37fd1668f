using System.Globalization;
using System.Text.Json.Nodes;
using FraudWeb.Core.Models;
using FraudWeb.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FraudWeb.Api;

/// <summary>Describes a call beside its route, as far as its types can't: our own readers read the query and the body.</summary>
internal static class ApiDescription
{
    /// <summary>The name of the security scheme.</summary>
    public const string Key = "ApiKey";

    /// <summary>The name of the schema of problems.</summary>
    public const string ProblemSchema = "Problem";

    private const string Json = "application/json";

    /// <summary>Describes a response, with an example.</summary>
    public static RouteHandlerBuilder WithAnswer(
        this RouteHandlerBuilder call, string description, Func<ApiExamples, JsonNode> example, int status = StatusCodes.Status200OK) =>
        call.Describe((operation, _, examples) =>
        {
            var answer = (OpenApiResponse)operation.Responses![Text(status)];
            answer.Description = description;
            answer.Content![Json].Example = example(examples);
        });

    /// <summary>Describes the headers of the response 200.</summary>
    public static RouteHandlerBuilder WithAnswerHeaders(this RouteHandlerBuilder call, Func<Dictionary<string, IOpenApiHeader>> headers) =>
        call.Describe((operation, _, _) => ((OpenApiResponse)operation.Responses!["200"]).Headers = headers());

    /// <summary>Describes the body.</summary>
    public static RouteHandlerBuilder WithBody(
        this RouteHandlerBuilder call, string description, Func<OpenApiDocument, IOpenApiSchema> schema,
            Func<ApiExamples, JsonNode> example) =>
        call.Describe((operation, document, examples) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = description,
            Content = Content(Json, schema(document), example(examples)),
        });

    /// <summary>Adds the parameters.</summary>
    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder call, params Func<OpenApiParameter>[] parameters) =>
        call.Describe((operation, _, _) => operation.Parameters = [.. parameters.Select(parameter => parameter())]);

    /// <summary>Marks calls that need a key.</summary>
    public static TBuilder WithKey<TBuilder>(this TBuilder calls)
        where TBuilder : IEndpointConventionBuilder => calls.Describe((operation, document, _) =>
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }]);

    /// <summary>Adds the problems that a call can return. The document describes each problem once.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder calls, params Problem[] problems)
        where TBuilder : IEndpointConventionBuilder => calls.Describe((operation, document, examples) =>
        {
            var answers = operation.Responses!.ToDictionary();
            foreach (var problem in problems)
            {
                answers[Text(problem.Status)] = Response(problem, document, examples);
            }

            operation.Responses = [];
            foreach (var (status, answer) in answers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                operation.Responses[status] = answer;
            }
        });

    private static TBuilder Describe<TBuilder>(this TBuilder calls, Action<OpenApiOperation, OpenApiDocument, ApiExamples> describe)
        where TBuilder : IEndpointConventionBuilder => calls.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var schema = context.ApplicationServices.GetRequiredService<ModelRegistry>().Champion.Model.Schema;
            describe(operation, context.Document!, new ApiExamples(schema));
            return Task.CompletedTask;
        });

    private static OpenApiResponseReference Response(Problem problem, OpenApiDocument document, ApiExamples examples)
    {
        if (document.Components?.Responses?.ContainsKey(problem.Slug) is not true)
        {
            document.AddComponent<IOpenApiResponse>(problem.Slug, new OpenApiResponse
            {
                Description = $"{problem.Title} {problem.Advice}",
                Headers = problem.RetryAfter is not null || problem == Problem.TooMany ? ApiSchemas.RetryAfter() : null,
                Content = Content(ProblemResult.ContentType, new OpenApiSchemaReference(ProblemSchema, document), examples.Of(problem)),
            });
        }

        return new(problem.Slug, document);
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema, JsonNode example) =>
        new(StringComparer.Ordinal) { [type] = new OpenApiMediaType { Schema = schema, Example = example } };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
