using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Navigation;

namespace FraudWeb.Surface;

/// <summary>Refuses what a page of another site has a browser send: anything but reading, and live connections of any kind, whose cookies would
/// otherwise let that page act in its visitor's name.</summary>
public sealed class OwnOriginOnly(RequestDelegate next, AuditLog audit)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var matters = request.IsIn(Paths.Live)
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
                || request.IsIn(Paths.Api));
        if (!matters || IsOwn(request))
        {
            return next(context);
        }

        audit.Tell(context.Caller(), AuditActions.AccessDenied, request.Path, "another origin");
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // A browser always says where such a request comes from; a program that is none has no cookies to misuse.
    private static bool IsOwn(HttpRequest request) =>
        (request.Headers.Origin is not [{ } origin] || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        && (string?)request.Headers["Sec-Fetch-Site"] is null or "same-origin" or "none";
}
