using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using FraudWeb.Problems;

namespace FraudWeb.Surface;

/// <summary>Logs input that was refused with a problem as a security event, after it has been answered.</summary>
public sealed class InvalidInputLog(RequestDelegate next, SecurityEvents events)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Features.Get<Problem>() is
            {
                Status: StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge
                    or StatusCodes.Status415UnsupportedMediaType,
            } problem)
        {
            // Never the input: it may hold anything.
            events.Log(context.Caller(), AuditActions.InvalidInput, context.Request.Path, problem.Slug);
        }
    }
}
