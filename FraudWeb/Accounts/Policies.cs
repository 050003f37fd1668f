using FraudWeb.Core.Access;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Authorization;

namespace FraudWeb.Accounts;

/// <summary>The authorization policies of pages and calls. Without a policy, a page or call is for signed-in people only.</summary>
public static class Policies
{
    public const string Analyst = nameof(Role.Analyst);
    public const string Reviewer = nameof(Role.Reviewer);
    public const string Administrator = nameof(Role.Administrator);

    /// <summary>A signed-in person, even one who must choose a password or a second factor first.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>The API's documentation: for keys and people, or for everybody if so configured.</summary>
    public const string Documentation = nameof(Documentation);

    /// <summary>Gets the policy of calls that need a scope.</summary>
    public static string Of(KeyScopes scope) => "key:" + scope;

    /// <summary>Allows only keys with a scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder call, KeyScopes scope)
        where TBuilder : IEndpointConventionBuilder => call.RequireAuthorization(Of(scope)).WithMetadata(new RequiredScope(scope));

    // For requests that match no page and no call, such as a path that does not exist, which get the 404 of the API or of the pages.
    private static bool CanLook(HttpContext context, bool publicDocumentation) =>
        (publicDocumentation && context.Request.IsIn(Paths.Swagger))
        || context.User.Role() is not null || context.User.HasClaim(claim => claim.Type == Callers.ScopeClaim);

    internal static void Add(AuthorizationOptions options, bool publicDocumentation)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            options.AddPolicy(role.ToString(), policy =>
                policy.AddAuthenticationSchemes(Schemes.Session).RequireAssertion(context => context.User.Role() >= role));
        }

        foreach (var scope in Enum.GetValues<KeyScopes>())
        {
            options.AddPolicy(Of(scope), policy =>
                policy.AddAuthenticationSchemes(Schemes.Key).RequireClaim(Callers.ScopeClaim, scope.ToString()));
        }

        // Any key, whatever its scopes.
        options.AddPolicy(Of(KeyScopes.None), policy =>
            policy.AddAuthenticationSchemes(Schemes.Key).RequireAuthenticatedUser());
        options.AddPolicy(Documentation, policy => policy.AddAuthenticationSchemes(Schemes.Session, Schemes.Key)
            .RequireAssertion(context => publicDocumentation || context.User.Identity?.IsAuthenticated == true));
        options.AddPolicy(SignedIn, policy => policy.AddAuthenticationSchemes(Schemes.Session).RequireAuthenticatedUser());

        // Deny by default: a new page or call without a policy is closed to anonymous callers.
        options.DefaultPolicy = new AuthorizationPolicyBuilder(Schemes.Session)
            .RequireAssertion(context => context.User.Role() is not null).Build();
        options.FallbackPolicy = new AuthorizationPolicyBuilder(Schemes.Either)
            .RequireAssertion(context => context.Resource is HttpContext http && CanLook(http, publicDocumentation)).Build();
    }
}
