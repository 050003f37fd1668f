using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using Microsoft.AspNetCore.Components.Authorization;

namespace FraudWeb.Sessions;

/// <summary>Asks for the password again on a live page, before what can't be undone: whoever sits down at one that was left open does not know it.</summary>
public sealed class Reauthentication(AuthenticationStateProvider states, AccountRegistry accounts, SignInFlow signIn)
{
    /// <summary>Whether it is the password of the account that is signed in. A wrong one counts as it does at the sign-in, where several in a row lock the account
    /// for some minutes.</summary>
    public async Task<bool> CheckAsync(string password)
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        return user.Actor() is { Kind: ActorKind.Account } actor && await accounts.FindAsync(actor.Id) is { IsDisabled: false } account
            && await signIn.IsPasswordAsync(account, password, user.Caller());
    }
}
