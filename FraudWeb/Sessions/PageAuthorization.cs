using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using Microsoft.AspNetCore.Components.Authorization;

namespace FraudWeb.Sessions;

/// <summary>Checks the rights of the person in front of a live page. An event handler gets the <see cref="Caller"/> that Core requires from
/// here, so that it also refuses when its button should have been hidden. Rights are at most one second old.</summary>
public sealed class PageAuthorization(AuthenticationStateProvider states, SessionRegistry sessions, SecurityEvents events)
{
    private const string SignedOut = "You are signed out. Sign in again to continue.";

    /// <summary>Gets the caller, if their role is at least the required one.</summary>
    /// <param name="role">The lowest role that is allowed.</param>
    /// <exception cref="AccessDeniedException">The session has ended or the role is too low.</exception>
    public async Task<Caller> RequireAsync(Role role)
    {
        var caller = (await states.GetAuthenticationStateAsync()).User.Caller();
        if (await FindAccountAsync() is not { } account)
        {
            throw new AccessDeniedException(SignedOut);
        }

        if (account.Role < role)
        {
            events.Log(caller, AuditActions.AccessDenied, detail: $"needs {role}");
            throw new AccessDeniedException($"Your role is {account.Role.ToWireName()}, but this needs the {role.ToWireName()} role.");
        }

        return caller;
    }

    /// <summary>Returns whether the person's role is at least the required one.</summary>
    public async Task<bool> IsAllowedAsync(Role role) => await FindAccountAsync() is { } account && account.Role >= role;

    /// <summary>Gets the account to whose predictions the person is limited; null if they can see all predictions.</summary>
    /// <exception cref="AccessDeniedException">The session has ended.</exception>
    public async Task<long?> OwnOnlyAsync()
    {
        var account = await FindAccountAsync() ?? throw new AccessDeniedException(SignedOut);
        return account.Role == Role.Analyst ? account.Id : null;
    }

    private async Task<Account?> FindAccountAsync()
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        return user.Session() is { } token ? sessions.Find(token, isUse: false)?.Account : null;
    }
}
