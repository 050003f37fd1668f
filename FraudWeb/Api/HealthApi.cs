using FraudWeb.Api.Answers;
using FraudWeb.Core.Models;
using FraudWeb.Core.Wire;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FraudWeb.Api;

/// <summary>Whether the program lives and whether it can answer.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Paths.Health, HealthAsync).AllowAnonymous().WithName("health").WithTags("Health")
            .WithSummary("Tell whether predictions can be made and kept.")
            .WithDescription("Tells whether predictions can be made and kept: a model is loaded, and the store can be read and written.")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithAnswer("They can.", examples => examples.Health(good: true))
            .WithAnswer("They can't.", examples => examples.Health(good: false), StatusCodes.Status503ServiceUnavailable);
        app.MapGet(Paths.Health + "/ready", ReadyAsync).AllowAnonymous().WithName("healthReady").WithTags("Health")
            .WithSummary("Check everything that an answer needs.")
            .WithDescription(
                "Names every part that an answer needs and every job: ok, degraded or failed. Degraded is what does not keep predictions "
                + "from being answered.")
            .Produces<ReadyAnswer>().Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable)
            .WithAnswer("No part has failed.", examples => examples.Ready(good: true))
            .WithAnswer("A part has failed.", examples => examples.Ready(good: false), StatusCodes.Status503ServiceUnavailable);
        app.MapGet(Paths.Health + "/live", (TimeProvider clock) => TypedResults.Ok(new LiveAnswer("alive", WireTime.Of(clock.GetUtcNow()))))
            .AllowAnonymous().WithName("healthLive").WithTags("Health")
            .WithSummary("Tell that the process runs; checks nothing outside of it.")
            .WithDescription("Tells that the process runs. Checks nothing outside of it: a failure means that a restart helps.")
            .WithAnswer("It runs.", examples => examples.Live());
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
