using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using Microsoft.AspNetCore.Components.Authorization;

namespace FraudWeb.Sessions;

/// <summary>The person in front of a page may not do this.</summary>
public sealed class AccessDeniedException(string message) : Exception(message);

/// <summary>What the person in front of a live page may do. A page that does something asks here for the <see cref="Caller"/> that Core wants to
/// know, so that a handler whose button is hidden refuses too; what is answered is at most a second old.</summary>
public sealed class PageAuthorization(AuthenticationStateProvider states, SessionRegistry sessions, AuditLog audit)
{
    /// <summary>Who it is.</summary>
    /// <param name="role">The least role that may do what is to be done.</param>
    /// <exception cref="AccessDeniedException">The session has ended or the role does not reach.</exception>
    public async Task<Caller> RequireAsync(Role role)
    {
        var caller = (await states.GetAuthenticationStateAsync()).User.Caller();
        if (await AccountAsync() is not { } account)
        {
            throw new AccessDeniedException("You are signed out. Sign in again to go on.");
        }

        if (account.Role < role)
        {
            audit.Tell(caller, AuditActions.AccessDenied, detail: $"needs {role}");
            throw new AccessDeniedException($"Your account is one of an {account.Role.ToString().ToLowerInvariant()}. This takes {Article(role)}.");
        }

        return caller;
    }

    /// <summary>Whether something may be shown to them.</summary>
    public async Task<bool> MayAsync(Role role) => await AccountAsync() is { } account && account.Role >= role;

    /// <summary>Whose predictions alone they may see; null for everybody's.</summary>
    /// <exception cref="AccessDeniedException">The session has ended.</exception>
    public async Task<long?> OwnOnlyAsync()
    {
        var account = await AccountAsync() ?? throw new AccessDeniedException("You are signed out. Sign in again to go on.");
        return account.Role == Role.Analyst ? account.Id : null;
    }

    private async Task<Account?> AccountAsync()
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        return user.Session() is { } token ? sessions.Find(token, isUse: false)?.Account : null;
    }

    private static string Article(Role role) => role == Role.Reviewer ? "a reviewer" : $"an {role.ToString().ToLowerInvariant()}";
}
