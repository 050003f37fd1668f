using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Keys;
using FraudWeb.Limits;
using FraudWeb.Problems;
using FraudWeb.Sessions;
using FraudWeb.Settings;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;

namespace FraudWeb.Hosting;

/// <summary>Who may do what, and the surface that strangers see.</summary>
public static class SecuritySetup
{
    /// <summary>People, by the cookie of their session.</summary>
    public const string SessionScheme = "session";

    /// <summary>Systems, by their API key.</summary>
    public const string KeyScheme = "key";

    /// <summary>Whichever of the two an address is for.</summary>
    public const string EitherScheme = "either";

    // OWASP's figure for PBKDF2 with HMAC-SHA-512.
    private const int PasswordIterations = 210_000;

    /// <summary>Accounts and what makes and changes them, also for the command line.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordIterations);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<AccountCommands>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<KeyMaker>();
    }

    /// <summary>Registers signing in, with its limits.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<Quotas>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInFlow>();
    }

    public static void AddSecurity(this IServiceCollection services, FraudWebSettings settings, ServerBindings exposure)
    {
        services.AddAccounts();
        services.AddSingleton(exposure);
        services.AddSignIn();
        services.AddScoped<CurrentUser>();
        services.AddScoped<ActorNames>();

        // Sessions and keys
        services.AddScoped<SessionCookie>();
        services.AddAuthentication(SessionScheme)
            .AddCookie(SessionScheme, cookie =>
            {
                cookie.EventsType = typeof(SessionCookie);
                cookie.Cookie.Name = exposure.CookieName("fraudweb-session");
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.IsEssential = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = exposure.SecureCookies;
                cookie.ExpireTimeSpan = settings.SessionLifetime;
                cookie.SlidingExpiration = false;
            })
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(KeyScheme, configureOptions: null)
            .AddPolicyScheme(EitherScheme, displayName: null, either => either.ForwardDefaultSelector = context => Errors.IsForPrograms(context) ? KeyScheme : SessionScheme);
        services.AddAuthorization(options => Policies.Add(options, settings.PublicDocumentation || !settings.RequireKey));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = exposure.CookieName("fraudweb-form");
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = exposure.SecureCookies;
        });

        // Live pages
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveSessionState>();
        services.AddScoped<PageAuthorization>();
        services.AddScoped<Reauthentication>();
        services.AddSingleton<OpenPages>();
        services.AddScoped<CircuitHandler, CircuitGuard>();

        // Behind a reverse proxy
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in settings.Proxies.Networks)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
    }

    /// <summary>What every request passes before anything is looked up for it.</summary>
    public static void UseSurface(this WebApplication app)
    {
        if (app.Services.GetRequiredService<FraudWebSettings>().Proxies.Networks.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
    }

    /// <summary>Who it is, how much they may ask, and whether they may ask this. After the errors, which turn refusals into answers.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseMiddleware<OwnOriginOnly>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ApiQuota>();
        app.UseAuthorization();
        app.UseMiddleware<PageLimit>();
        app.UseAntiforgery();
    }
}
