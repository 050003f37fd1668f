using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;

namespace FraudWeb.Sessions;

/// <summary>The person who sent the request, for static pages with forms.</summary>
public sealed class CurrentUser(IHttpContextAccessor http, SignInFlow signIn, SessionRegistry sessions)
{
    /// <summary>The message when the password asked again is wrong.</summary>
    public const string WrongPassword =
        "Your password is wrong, or your account is locked for a few minutes after several failures. Nothing was changed.";

    private HttpContext Context =>
        http.HttpContext ?? throw new InvalidOperationException("There is no request. Live pages use PageAuthorization.");

    /// <summary>The account, as it was when the request began.</summary>
    public Account Account => Context.Features.Get<Account>() ?? throw new AccessDeniedException("You are signed out.");

    /// <summary>The secret of the session.</summary>
    public string Token => Context.User.Session()!;

    public Caller Caller => Context.Caller();

    /// <summary>Returns whether the person knows their password, which is asked again before critical actions.</summary>
    public Task<bool> IsPasswordAsync(string? password) => signIn.IsPasswordAsync(Account, password ?? "", Caller);

    /// <summary>Keeps the current session after a change that ends the account's sessions.</summary>
    public Task KeepSessionAsync() => sessions.RenewAsync(Token, Account.SecurityStamp);
}
