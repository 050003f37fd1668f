using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Limits;
using FraudWeb.Logs;

namespace FraudWeb.Sessions;

/// <summary>Counts failed attempts to sign in, by account and by network address.</summary>
public sealed class SignInAttempts(AccountCommands accounts, AuditLog audit, SecurityEvents events, Quotas quotas)
{
    // Failures from one address on any account, so that one password tried on many accounts is stopped too.
    private const int MaxFailuresPerAddress = 20;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(5);

    /// <summary>Returns whether there were too many failures from the caller's address, and logs it if so.</summary>
    public bool IsBlocked(HttpContext context)
    {
        if (!quotas.IsUsedUp(Partition(context), MaxFailuresPerAddress, FailureWindow))
        {
            return false;
        }

        events.Log(context.Caller(), AuditActions.RateLimited, detail: "sign-in");
        return true;
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">The account; null if the address is unknown.</param>
    /// <param name="what">What was wrong, for the audit log.</param>
    public async Task FailAsync(HttpContext context, Account? account, string what)
    {
        quotas.Take(Partition(context), MaxFailuresPerAddress, FailureWindow);
        var caller = new Caller(Actor.Anonymous, Callers.Address(context));

        // Each case writes once, so that all take as long. The typed address is not logged: people type passwords into the wrong field.
        if (account is null)
        {
            await audit.AppendAsync(caller, AuditActions.SignInFailed, target: null, "unknown address");
        }
        else if (accounts.IsLocked(account))
        {
            await audit.AppendAsync(caller, AuditActions.SignInFailed, Actor.Account(account.Id).ToString(), $"{what}, while locked");
        }
        else
        {
            await accounts.FailAsync(account, what, caller);
        }
    }

    private static string Partition(HttpContext context) => "sign-in " + Networks.Of(context.Connection.RemoteIpAddress);
}
