using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Keys;
using FraudWeb.Limits;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using FraudWeb.Sessions;
using FraudWeb.Settings;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace FraudWeb.Hosting;

/// <summary>Registers who may do what.</summary>
public static class SecuritySetup
{
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

    public static void AddSecurity(
        this IServiceCollection services, FraudWebSettings settings, ServerBindings bindings, AllowedHosts hosts)
    {
        services.AddAccounts();
        services.AddScoped<ActorNames>();
        services.AddAuthentication(Schemes.Session)
            .AddSessions(settings.Session, bindings)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Schemes.Key, configureOptions: null)
            .AddPolicyScheme(Schemes.Either, displayName: null, either =>
                either.ForwardDefaultSelector = context => Paths.IsForPrograms(context.Request) ? Schemes.Key : Schemes.Session);
        services.AddAuthorization(options => Policies.Add(options, settings.Api.PublicDocumentation || !settings.Api.RequireKey));
        services.AddLimits();
        services.AddSurface(bindings, hosts, settings.Proxies);
        services.AddErrors();
    }

    /// <summary>Adds authentication, quotas and authorization. Comes after the errors, which turn refusals into answers.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseOwnAddressOnly();
        app.UseMiddleware<OwnOriginOnly>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ApiQuota>();
        app.UseAuthorization();
        app.UseMiddleware<PageLimit>();
        app.UseMiddleware<ReadableForms>();
        app.UseAntiforgery();
    }
}
