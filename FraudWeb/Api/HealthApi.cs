using FraudWeb.Core.Models;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>Whether the program lives and whether it can answer.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", HealthAsync).AllowAnonymous().WithName("health").WithTags("Health").WithSummary("Tell whether predictions can be made and kept.");
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithName("healthReady").WithTags("Health").WithSummary("Check everything that an answer needs.");
        app.MapGet("/health/live", (TimeProvider clock) => TypedResults.Ok(new LiveAnswer("alive", Words.Of(clock.GetUtcNow()))))
            .AllowAnonymous().WithName("healthLive").WithTags("Health").WithSummary("Tell that the process runs; checks nothing outside of it.");
    }

    private static async Task<JsonHttpResult<HealthAnswer>> HealthAsync(
        HealthCheckService checks, ModelRegistry models, TimeProvider clock, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(cancel);
        var status = report.Status == HealthStatus.Unhealthy ? "unhealthy" : "healthy";
        return Answer(new HealthAnswer(status, models.HasChampion, Words.Of(clock.GetUtcNow())), report);
    }

    private static async Task<JsonHttpResult<ReadyAnswer>> ReadyAsync(HealthCheckService checks, TimeProvider clock, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(cancel);
        var named = report.Entries.ToDictionary(check => check.Key, check => Word(check.Value.Status));
        return Answer(new ReadyAnswer(report.Status == HealthStatus.Unhealthy ? "not_ready" : "ready", named, Words.Of(clock.GetUtcNow())), report);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failed",
    };

    private static JsonHttpResult<T> Answer<T>(T answer, HealthReport report) => TypedResults.Json(
        answer, AnswersContext.Default,
        statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
