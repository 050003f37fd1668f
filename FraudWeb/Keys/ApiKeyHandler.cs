using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using FraudWeb.Problems;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FraudWeb.Keys;

/// <summary>Authenticates systems by the key in the header <c>X-API-Key</c>. The API accepts no cookies, and no key elsewhere.</summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyRegistry keys,
    ApiSettings settings, SecurityEvents events, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "X-API-Key";

    // The principal of a key is the same for every call.
    private static readonly ConditionalWeakTable<ApiKey, ClaimsPrincipal> Principals = [];
    private static readonly ClaimsPrincipal Open = PrincipalOf(Actor.Anonymous, KeyScopes.Admin);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = $"ApiKey realm=\"FraudWeb\", header=\"{Header}\"";
        var why = Request.Headers[Header].Count == 0
            ? $"Send an API key in the header {Header}. An administrator creates keys in Settings › Keys, or with: FraudWeb create-key "
                + "--name NAME --scope score."
            : $"The key in {Header} is unknown, expired or revoked.";
        await new ProblemResult(Problem.Unauthorized, why).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        events.Log(Context.Caller(), AuditActions.AccessDenied, Request.Path);
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? KeyScopes.Admin;
        return new ProblemResult(Problem.Forbidden, $"This call needs a key with the scope {scope.ToWireName()}.").ExecuteAsync(Context);
    }

    private AuthenticateResult Authenticate()
    {
        var sent = Request.Headers[Header];
        if (sent.Count == 0)
        {
            return settings.RequireKey ? AuthenticateResult.NoResult() : Success(Open);
        }

        var text = sent.Count == 1 ? sent[0] ?? "" : "";
        if (keys.Find(ApiKeyText.HandleOf(text)) is not { } key || !ApiKeyText.Matches(text, key.Hash) || !key.IsValidAt(clock.GetUtcNow()))
        {
            events.Log(new(Actor.Anonymous, Callers.Address(Context)), AuditActions.KeyRefused, Request.Path);
            return AuthenticateResult.Fail("unknown, expired or revoked key");
        }

        keys.Used(key);
        return Success(Principals.GetValue(key, static key => PrincipalOf(Actor.Key(key.Id), key.Scopes)));
    }

    private static AuthenticateResult Success(ClaimsPrincipal principal) =>
        AuthenticateResult.Success(new(principal, Schemes.Key));

    private static ClaimsPrincipal PrincipalOf(Actor actor, KeyScopes scopes)
    {
        // Admin includes all other scopes.
        var all = scopes.HasFlag(KeyScopes.Admin) ? Enum.GetValues<KeyScopes>()
            : Enum.GetValues<KeyScopes>().Where(scope => scope != KeyScopes.None && scopes.HasFlag(scope));
        return new(new ClaimsIdentity(
            [new(Callers.ActorClaim, actor.ToString()), .. all.Select(scope => new Claim(Callers.ScopeClaim, scope.ToString()))],
            Schemes.Key));
    }
}
