using System.Security.Claims;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Support;

/// <summary>Who is in front of a page in a component test: a real account with a real session.</summary>
public sealed class SignedIn : AuthenticationStateProvider
{
    private ClaimsPrincipal _user = new(new ClaimsIdentity());

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_user));

    /// <summary>Makes an account of a role and signs it in.</summary>
    public async Task<Account> AsAsync(IServiceProvider services, Role role)
    {
        var email = $"{role}-{Guid.CreateVersion7()}@example.com".ToLowerInvariant();
        var account = new Account { Email = email, NormalizedEmail = AccountNames.Normalize(email), Role = role, SecurityStamp = "stamp" };
        await services.GetRequiredService<AccountRegistry>().AddAsync(account, []);
        var caller = new Caller(Actor.Account(account.Id), "192.0.2.9");
        var token = await services.GetRequiredService<SessionRegistry>().StartAsync(account, caller, "a test", "password");
        _user = new(new ClaimsIdentity(
            [
                new(Callers.ActorClaim, caller.Actor.ToString()),
                new(Callers.SessionClaim, token),
                new(Callers.AddressClaim, caller.Address!),
                new(ClaimTypes.Role, role.ToString()),
                new(ClaimTypes.Name, email),
            ],
            "test"));
        NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        return account;
    }
}
