using FraudWeb.Accounts;
using FraudWeb.Settings;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FraudWeb.Sessions;

/// <summary>Registers the sessions of people, in requests and in live pages.</summary>
public static class SessionsSetup
{
    /// <summary>Registers signing in. It needs the limits.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInFlow>();
    }

    /// <summary>Adds the authentication scheme of people.</summary>
    public static AuthenticationBuilder AddSessions(
        this AuthenticationBuilder authentication, SessionSettings settings, ServerBindings bindings)
    {
        var services = authentication.Services;
        services.AddScoped<SessionCookie>();
        services.AddSignIn();
        services.AddScoped<CurrentUser>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = bindings.CookieName("fraudweb-form");
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = bindings.SecureCookies;
        });

        // Live pages
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveSessionState>();
        services.AddScoped<PageAuthorization>();
        services.AddScoped<Reauthentication>();
        services.AddScoped<CircuitHandler, CircuitGuard>();

        return authentication.AddCookie(Schemes.Session, cookie =>
        {
            cookie.EventsType = typeof(SessionCookie);
            cookie.Cookie.Name = bindings.CookieName("fraudweb-session");
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.IsEssential = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = bindings.SecureCookies;
            cookie.ExpireTimeSpan = settings.Lifetime;
            cookie.SlidingExpiration = false;
        });
    }
}
