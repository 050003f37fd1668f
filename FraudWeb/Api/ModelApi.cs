using FraudWeb.Accounts;
using FraudWeb.Api.Answers;
using FraudWeb.Core.Access;
using FraudWeb.Core.Models;
using FraudWeb.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FraudWeb.Api;

/// <summary>The call that describes the served model.</summary>
public static class ModelApi
{
    public static void MapModel(this IEndpointRouteBuilder api) =>
        api.MapGet("/model_info", Info).RequireScope(KeyScopes.None).WithName("modelInfo").WithTags("Model")
            .WithSummary("Get the served model, its input fields and its metrics.")
            .WithDescription("Gets the served model, its input fields, and its metrics on rows that it had not seen.")
            .WithAnswer("The model.", examples => examples.Model());

    private static Results<Ok<ModelAnswer>, ProblemResult> Info(HttpContext context, ModelRegistry models)
    {
        var query = new QueryReader(context.Request.Query);
        return query.Refusal is { } invalidQuery ? invalidQuery : TypedResults.Ok(ModelAnswer.Of(models.Champion));
    }
}
