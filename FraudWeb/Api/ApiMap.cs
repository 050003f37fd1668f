using System.Text.Json;
using System.Text.Json.Serialization;
using FraudWeb.Accounts;
using FraudWeb.Api.Answers;
using FraudWeb.Navigation;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>Maps the HTTP API to its routes.</summary>
public static class ApiMap
{
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            // Strict, so that the API's description does not allow numbers as strings.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AnswersContext.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, ProblemsContext.Default);
        });
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<BatchLoad>();
        services.AddSingleton<PersonExport>();
        services.AddHealthChecks()
            .AddCheck<ModelCheck>("model")
            .AddCheck<StoreWriteCheck>("writing")
            .AddCheck<StoreReadCheck>("reading");
        services.AddApiDocument();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Paths.Api).WithKey()
            .WithProblems(Problem.InvalidInput, Problem.Unauthorized, Problem.Forbidden, Problem.TooMany);
        api.MapPredict();
        api.MapPredictions();
        api.MapModel();
        app.MapHealth();
        app.MapProblems().RequireAuthorization(Policies.Documentation);
        app.MapApiDocument();
    }
}
