using System.Globalization;
using System.Security.Claims;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Navigation;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;

namespace FraudWeb.Sessions;

/// <summary>The cookie of a browser that is signed in. It holds nothing but the session's secret; who it is and what they may do is looked up
/// with every request, so that a session that was ended is over.</summary>
public sealed class SessionCookie(SessionRegistry sessions, ServerBindings exposure, AuditLog audit) : CookieAuthenticationEvents
{
    private const string UnfinishedClaim = "unfinished";

    // Without a role, an account that is unfinished may do nothing but finish.
    private ClaimsPrincipal PrincipalOf(LiveSession live, string token, string? address) => new(new ClaimsIdentity(
        [
            // What ties a form to its session; without it all of these would, the address too, which changes under way.
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
        // An error is told to nobody in particular: who it is may be just what can't be found out now. Calls take no session, and whether the
        // process lives must not depend on the database.
        var request = context.HttpContext.Request;
        var isNobody = context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null || request.IsIn(Paths.Api) || request.IsIn(Paths.Health);
        if (!isNobody && context.Principal?.Session() is { } token && sessions.Find(token, isUse: true) is { } live)
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

    // A page is sought by a person: they are led to the sign-in page. A live page's own requests get an answer that its script understands.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request))
        {
            context.Response.Redirect(Links.SignIn(context.Request.Path == "/" ? null : context.Request.Path + context.Request.QueryString));
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }

    // Who must choose a password or a second factor first is led there; who may not go there at all is told so.
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsPage(context.Request) && context.HttpContext.User.FindFirst(UnfinishedClaim)?.Value is { } where)
        {
            context.Response.Redirect(where);
        }
        else
        {
            audit.Tell(context.HttpContext.Caller(), AuditActions.AccessDenied, context.Request.Path);
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
