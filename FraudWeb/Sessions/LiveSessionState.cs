using System.Security.Claims;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Limits;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace FraudWeb.Sessions;

/// <summary>Checks every two seconds whether the person in front of a live page is still signed in: a page without clicks, such as a
/// dashboard on a wall, must not outlive its session either.</summary>
public sealed class LiveSessionState(ILoggerFactory loggers, SessionRegistry sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    // The framework creates this with every circuit, while it starts, and disposes of it with the circuit.
    private readonly OpenPage? _circuit = CircuitLimit.Current;

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState,
        CancellationToken cancellationToken) =>
        Task.FromResult(IsValid(authenticationState.User));

    protected override void Dispose(bool disposing)
    {
        _circuit?.Dispose();
        base.Dispose(disposing);
    }

    private bool IsValid(ClaimsPrincipal user) => user.Session() is { } token && sessions.Find(token, isUse: false) is not null;
}
