using FraudWeb.Core.Access;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Authorization;

namespace FraudWeb.Accounts;

/// <summary>The names of what a page or a call may ask for, each a policy. What asks for nothing is for people who are signed in.</summary>
public static class Policies
{
    public const string Analyst = nameof(Role.Analyst);
    public const string Reviewer = nameof(Role.Reviewer);
    public const string Administrator = nameof(Role.Administrator);

    /// <summary>Signed in, even if a password or a second factor must be chosen first.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>The API's description: for keys and people, or for everybody when the setting says so.</summary>
    public const string Documentation = nameof(Documentation);

    /// <summary>The policy of calls that need a scope.</summary>
    public static string Of(KeyScopes scope) => "key:" + scope;

    /// <summary>Lets only keys with a scope call.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder call, KeyScopes scope)
        where TBuilder : IEndpointConventionBuilder => call.RequireAuthorization(Of(scope)).WithMetadata(new ScopeNeeded(scope));

    // What is no page and no call at all, such as a path that does not exist: a system is told so by the API, a person by the pages.
    private static bool MayLook(HttpContext context, bool publicDocumentation) =>
        (publicDocumentation && context.Request.IsIn(Paths.Swagger))
        || context.User.Role() is not null || context.User.HasClaim(claim => claim.Type == Callers.ScopeClaim);

    internal static void Add(AuthorizationOptions options, bool publicDocumentation)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            options.AddPolicy(role.ToString(), policy => policy.AddAuthenticationSchemes(Schemes.Session).RequireAssertion(context => context.User.Role() >= role));
        }

        foreach (var scope in Enum.GetValues<KeyScopes>())
        {
            options.AddPolicy(Of(scope), policy => policy.AddAuthenticationSchemes(Schemes.Key).RequireClaim(Callers.ScopeClaim, scope.ToString()));
        }

        // A key of any scope will do.
        options.AddPolicy(Of(KeyScopes.None), policy => policy.AddAuthenticationSchemes(Schemes.Key).RequireAuthenticatedUser());
        options.AddPolicy(Documentation, policy => policy.AddAuthenticationSchemes(Schemes.Session, Schemes.Key)
            .RequireAssertion(context => publicDocumentation || context.User.Identity?.IsAuthenticated == true));
        options.AddPolicy(SignedIn, policy => policy.AddAuthenticationSchemes(Schemes.Session).RequireAuthenticatedUser());

        // Deny by default: whoever forgets to say what a new page or call takes has closed it to strangers.
        options.DefaultPolicy = new AuthorizationPolicyBuilder(Schemes.Session).RequireAssertion(context => context.User.Role() is not null).Build();
        options.FallbackPolicy = new AuthorizationPolicyBuilder(Schemes.Either)
            .RequireAssertion(context => context.Resource is HttpContext http && MayLook(http, publicDocumentation)).Build();
    }
}
