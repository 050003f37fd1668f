using System.Globalization;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Authentication;

namespace FraudWeb.Limits;

/// <summary>Counts the calls per key, or per address for calls without a key, and refuses calls over the quota. The headers are those of
/// draft-ietf-httpapi-ratelimit-headers.</summary>
public sealed class ApiQuota(RequestDelegate next, Quotas quotas, ApiSettings settings, SecurityEvents events)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly string _policy = string.Create(CultureInfo.InvariantCulture,
        $"\"default\";q={settings.RequestsPerMinute};w={Window.TotalSeconds}");

    public async Task InvokeAsync(HttpContext context)
    {
        if (settings.RequestsPerMinute == 0 || !(context.Request.IsIn(Paths.Api) || context.Request.IsIn(Paths.OpenApi)))
        {
            await next(context);
            return;
        }

        var authenticated = await context.AuthenticateAsync(Schemes.Key);
        var actor = authenticated.Principal?.Actor() ?? Actor.Anonymous;
        var partition = actor.Kind == ActorKind.Key ? actor.ToString() : Networks.Of(context.Connection.RemoteIpAddress);
        var state = quotas.Take(partition, settings.RequestsPerMinute, Window);
        var seconds = Math.Max(1, (int)Math.Ceiling(state.Reset.TotalSeconds));
        context.Response.Headers["RateLimit-Policy"] = _policy;
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={state.Left};t={seconds}");
        if (state.Allowed)
        {
            await next(context);
            return;
        }

        events.Log(new(actor, Callers.Address(context)), AuditActions.RateLimited, context.Request.Path);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await new ProblemResult(Problem.TooMany,
            $"At most {settings.RequestsPerMinute} calls per minute are allowed. Try again in {seconds} s.").ExecuteAsync(context);
    }
}
