using System.Globalization;
using System.Security.Claims;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using FraudWeb.Navigation;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;

namespace FraudWeb.Sessions;

/// <summary>The cookie of a signed-in browser. It holds only the session's secret. The account and its rights are looked up with every
/// request, so that an ended session is over at once.</summary>
public sealed class SessionCookie(SessionRegistry sessions, ServerBindings exposure, SecurityEvents events) : CookieAuthenticationEvents
{
    private const string UnfinishedClaim = "unfinished";

    // A person who must choose a password or a second factor first gets no role, so they can do nothing else.
    private ClaimsPrincipal PrincipalOf(LiveSession live, string token, string? address) => new(new ClaimsIdentity(
        [
            // Binds a form to its session. The default binding also includes the IP address, which can change between two requests.
            new(ClaimTypes.NameIdentifier, live.Session.Id.ToString(CultureInfo.InvariantCulture)),
            new(Callers.SessionClaim, token),
            new(Callers.ActorClaim, Actor.Account(live.Account.Id).ToString()),
            new(Callers.AddressClaim, address ?? ""),
            new(ClaimTypes.Name, live.Account.Email),
            Unfinished(live.Account) is { } where ? new(UnfinishedClaim, where) : new(ClaimTypes.Role, live.Account.Role.ToString()),
        ],
        Schemes.Session));

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Error pages are rendered without a session, because the failure may be that sessions can't be read. API calls never take a
        // session, and the liveness check must not depend on the database.
        var request = context.HttpContext.Request;
        var isAnonymous = context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null
            || request.IsIn(Paths.Api) || request.IsIn(Paths.Health);
        if (!isAnonymous && context.Principal?.Session() is { } token && sessions.Find(token, isUse: true) is { } live)
        {
            context.HttpContext.Features.Set(live.Account.Copy());
            context.ReplacePrincipal(PrincipalOf(live, token, Callers.Address(context.HttpContext)));
        }
        else
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    // A request for a page is redirected to the sign-in page. Requests of a live page's script get a status code.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request))
        {
            context.Response.Redirect(Links.SignIn(context.Request.Path == "/" ? null
                : context.Request.Path + context.Request.QueryString));
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }

    // A person who must choose a password or a second factor first is redirected there. Everybody else gets a 403.
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request) && context.HttpContext.User.FindFirst(UnfinishedClaim)?.Value is { } where)
        {
            context.Response.Redirect(where);
        }
        else
        {
            events.Log(context.HttpContext.Caller(), AuditActions.AccessDenied, context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    private string? Unfinished(Account account) => account.MustChangePassword ? Links.ChangePassword
        : account.Role == Role.Administrator && !account.HasSecondFactor && exposure.BeyondLoopback ? Links.SecondFactor
        : null;

    private static bool IsPage(HttpRequest request) =>
        !Paths.IsForPrograms(request)
        && !request.IsIn(Paths.Live) && !request.IsIn(Paths.Export) && request.Path != Links.SessionUse;
}
