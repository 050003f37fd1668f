using System.Security.Claims;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace FraudWeb.Sessions;

/// <summary>Whether the person in front of a live page is still signed in, looked at every other second: a page without clicks, such as a
/// dashboard on a wall, must not outlive its session either.</summary>
public sealed class LiveSessionState(ILoggerFactory loggers, SessionRegistry sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(IsGood(authenticationState.User));

    private bool IsGood(ClaimsPrincipal user) => user.Session() is { } token && sessions.Find(token, isUse: false) is not null;
}
