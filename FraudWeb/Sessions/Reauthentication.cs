using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using Microsoft.AspNetCore.Components.Authorization;

namespace FraudWeb.Sessions;

/// <summary>Checks the password again on a live page, before an action that can't be undone, in case the page was left
/// unattended.</summary>
public sealed class Reauthentication(AuthenticationStateProvider states, AccountRegistry accounts, SignInFlow signIn)
{
    /// <summary>Returns whether it is the password of the signed-in account. A wrong password counts as one at the sign-in, so several in
    /// a row lock the account for a few minutes.</summary>
    public async Task<bool> CheckAsync(string password)
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        return user.Actor() is { Kind: ActorKind.Account } actor && await accounts.FindAsync(actor.Id) is { IsDisabled: false } account
            && await signIn.IsPasswordAsync(account, password, user.Caller());
    }
}
