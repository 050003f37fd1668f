using FraudWeb.Api.Answers;
using FraudWeb.Core.Models;
using FraudWeb.Core.Wire;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>The health checks: liveness and readiness.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Paths.Health, HealthAsync).AllowAnonymous().WithName("health").WithTags("Health")
            .WithSummary("Check whether predictions can be made and stored.")
            .WithDescription("Checks whether a model is loaded, and whether the database can be read and written.")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithAnswer("Predictions can be made and stored.", examples => examples.Health(good: true))
            .WithAnswer(
                "Predictions can't be made or stored.", examples => examples.Health(good: false), StatusCodes.Status503ServiceUnavailable);
        app.MapGet(Paths.Health + "/ready", ReadyAsync).AllowAnonymous().WithName("healthReady").WithTags("Health")
            .WithSummary("Check every component and job.")
            .WithDescription(
                "Returns the status of every component and job: ok, degraded (predictions are still made) or failed.")
            .Produces<ReadyAnswer>().Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithAnswer("No component or job has failed.", examples => examples.Ready(good: true))
            .WithAnswer("A component or job has failed.", examples => examples.Ready(good: false), StatusCodes.Status503ServiceUnavailable);
        app.MapGet(Paths.Health + "/live", (TimeProvider clock) => TypedResults.Ok(new LiveAnswer("alive", WireTime.Of(clock.GetUtcNow()))))
            .AllowAnonymous().WithName("healthLive").WithTags("Health")
            .WithSummary("Check that the process is running, and nothing outside of it.")
            .WithDescription("Checks that the process is running, and nothing outside of it. If this fails, restart the process.")
            .WithAnswer("The process is running.", examples => examples.Live());
    }

    private static async Task<JsonHttpResult<HealthAnswer>> HealthAsync(
        HealthCheckService checks, ModelRegistry models, TimeProvider clock, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(cancel);
        var status = report.Status == HealthStatus.Unhealthy ? "unhealthy" : "healthy";
        return Answer(new HealthAnswer(status, models.HasChampion, WireTime.Of(clock.GetUtcNow())), report);
    }

    private static async Task<JsonHttpResult<ReadyAnswer>> ReadyAsync(
        HealthCheckService checks, TimeProvider clock, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(cancel);
        var named = report.Entries.ToDictionary(check => check.Key, check => Word(check.Value.Status));
        return Answer(new ReadyAnswer(
            report.Status == HealthStatus.Unhealthy ? "not_ready" : "ready", named, WireTime.Of(clock.GetUtcNow())), report);
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
