using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using FraudWeb.Navigation;

namespace FraudWeb.Surface;

/// <summary>Refuses requests that a page of another site makes a browser send, if they are not read-only or if they open a live connection:
/// with the visitor's cookies, that page could otherwise act in the visitor's name.</summary>
public sealed class OwnOriginOnly(RequestDelegate next, SecurityEvents events)
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

        events.Log(context.Caller(), AuditActions.AccessDenied, request.Path, "another origin");
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // Browsers always send the origin of such a request. Other programs may not, but have no cookies that another site could misuse.
    private static bool IsOwn(HttpRequest request) =>
        (request.Headers.Origin is not [{ } origin] || origin.Equals($"{request.Scheme}://{request.Host}",
            StringComparison.OrdinalIgnoreCase))
        && (string?)request.Headers["Sec-Fetch-Site"] is null or "same-origin" or "none";
}
