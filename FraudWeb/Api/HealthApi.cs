using System.Data.Common;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;
using FraudWeb.Core.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FraudWeb.Api;

/// <summary>Whether the program lives and whether it can answer.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", HealthAsync).AllowAnonymous().WithName("health").WithTags("Health").WithSummary("Tell whether predictions can be made and kept.");
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithName("healthReady").WithTags("Health").WithSummary("Check everything that an answer needs.");
        app.MapGet("/health/live", (TimeProvider clock) => TypedResults.Ok(new LiveAnswer("alive", WireTime.Of(clock.GetUtcNow()))))
            .AllowAnonymous().WithName("healthLive").WithTags("Health").WithSummary("Tell that the process runs; checks nothing outside of it.");
    }

    private static async Task<JsonHttpResult<HealthAnswer>> HealthAsync(
        ModelRegistry models, PredictionLog log, PredictionQueries predictions, TimeProvider clock, CancellationToken cancel)
    {
        var checks = await ChecksAsync(models, log, predictions, cancel);
        return Answer(checks, healthy => new HealthAnswer(healthy ? "healthy" : "unhealthy", models.HasChampion, WireTime.Of(clock.GetUtcNow())));
    }

    private static async Task<JsonHttpResult<ReadyAnswer>> ReadyAsync(
        ModelRegistry models, PredictionLog log, PredictionQueries predictions, TimeProvider clock, CancellationToken cancel)
    {
        var checks = await ChecksAsync(models, log, predictions, cancel);
        var named = checks.ToDictionary(check => check.Name, check => check.Good ? "ok" : "failed");
        return Answer(checks, ready => new ReadyAnswer(ready ? "ready" : "not_ready", named, WireTime.Of(clock.GetUtcNow())));
    }

    private static JsonHttpResult<T> Answer<T>((string Name, bool Good)[] checks, Func<bool, T> answer)
    {
        var good = checks.All(check => check.Good);
        return TypedResults.Json(answer(good), AnswersContext.Default, statusCode: good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<(string Name, bool Good)[]> ChecksAsync(
        ModelRegistry models, PredictionLog log, PredictionQueries predictions, CancellationToken cancel) =>
        [("model", models.HasChampion), ("writing", log.IsHealthy), ("reading", await CanReadAsync(predictions, cancel))];

    private static async Task<bool> CanReadAsync(PredictionQueries predictions, CancellationToken cancel)
    {
        try
        {
            await predictions.AnyAsync(cancel: cancel);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or DbException)
        {
            return false;
        }
    }
}
