using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;

namespace FraudWeb.Sessions;

/// <summary>The person who sent this request, for pages that are rendered once and answer forms.</summary>
public sealed class CurrentUser(IHttpContextAccessor http, SignInFlow signIn, SessionRegistry sessions)
{
    /// <summary>What is said when the password asked again is wrong.</summary>
    public const string WrongPassword = "Your password is wrong, or your account is locked for some minutes after several failures. Nothing was changed.";

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("There is no request: live pages ask Access.");

    /// <summary>Their account, as it was looked up with the request.</summary>
    public Account Account => Context.Features.Get<Account>() ?? throw new AccessDeniedException("You are signed out.");

    /// <summary>The secret of their session.</summary>
    public string Token => Context.User.Session()!;

    public Caller Caller => Context.Caller();

    /// <summary>Whether they know their password, asked again before what matters most.</summary>
    public Task<bool> IsPasswordAsync(string? password) => signIn.IsPasswordAsync(Account, password ?? "", Caller);

    /// <summary>After a change that ends sessions: this one, in which it was made, goes on.</summary>
    public Task KeepSessionAsync() => sessions.RenewAsync(Token, Account.SecurityStamp);
}
