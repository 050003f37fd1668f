using System.Security.Cryptography;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;

namespace FraudWeb.Accounts;

/// <summary>Changes that give an account a new security stamp, which ends its sessions.</summary>
internal static class AccountChanges
{
    /// <summary>Generates a security stamp.</summary>
    public static string MakeStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Returns whether an account can still be signed in to by somebody who proved who they are when it had this stamp.</summary>
    public static bool CanSignIn(this Account account, string stamp) => account.SecurityStamp == stamp && !account.IsDisabled;

    /// <summary>Records a successful sign-in on the account itself.</summary>
    public static void RecordSignIn(this Account account, DateTimeOffset now) =>
        (account.FailedAttempts, account.LockedUntil, account.LastSignInAt) = (0, null, now);

    /// <summary>Changes an account on behalf of an administrator.</summary>
    /// <param name="registry">The accounts.</param>
    /// <param name="account">The account; afterwards it is as stored.</param>
    /// <param name="by">The administrator.</param>
    /// <param name="action">The audit action.</param>
    /// <param name="change">Changes the account and returns the detail of the audit entry.</param>
    /// <exception cref="InvalidOperationException">The account no longer exists.</exception>
    public static async Task ChangeByOtherAsync(this AccountRegistry registry, Account account, Caller by, string action, Func<Account, string?> change)
    {
        if (!await registry.ChangeAsync(account, current => Change(current, by, action, change)))
        {
            throw new InvalidOperationException($"The account {account.Id} is gone.");
        }
    }

    /// <summary>Changes an account on behalf of its owner, unless it was changed after the owner saw it: after a reset, for example, the owner
    /// must first prove who they are.</summary>
    /// <returns>False if nothing was changed.</returns>
    public static Task<bool> ChangeByOwnerAsync(this AccountRegistry registry, Account account, Caller by, string action, Func<Account, string?> change)
    {
        var stamp = account.SecurityStamp;
        return registry.ChangeAsync(account, current => current.CanSignIn(stamp) ? Change(current, by, action, change) : null);
    }

    private static AuditNote[] Change(Account account, Caller by, string action, Func<Account, string?> change)
    {
        var detail = change(account);
        account.SecurityStamp = MakeStamp();
        return [new(by, action, detail)];
    }
}
