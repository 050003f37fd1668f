using System.Globalization;
using System.Security.Cryptography;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using Microsoft.AspNetCore.DataProtection;

namespace FraudWeb.Accounts;

/// <summary>The second factor of accounts: codes of an authenticator app, and recovery codes. The secret and the recovery codes are stored
/// encrypted.</summary>
public sealed class SecondFactor(AccountRegistry registry, IDataProtectionProvider protection, TimeProvider clock)
{
    private const int RecoveryCodeCount = 10;

    // No vowels, and nothing that is easily misread: no words, no 0 beside O, no 1 beside L.
    private const string RecoveryLetters = "23456789BCDFGHJKMNPQRTVWXY";

    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _secrets = protection.CreateProtector("second factor");
    private readonly ITimeLimitedDataProtector _tickets =
        protection.CreateProtector("setting up a second factor").ToTimeLimitedDataProtector();

    /// <summary>Begins to set up a second factor. Nothing is stored until the first code has been entered.</summary>
    /// <returns>The secret for the app, and a ticket that carries it to <see cref="FinishAsync"/>.</returns>
    public (string Secret, string Ticket) Begin(Account account)
    {
        var secret = TotpCodes.MakeSecret();
        return (secret, _tickets.Protect(string.Create(CultureInfo.InvariantCulture, $"{account.Id}:{account.SecurityStamp}:{secret}"),
            TicketLifetime));
    }

    /// <summary>Gets the secret from a ticket of <see cref="Begin"/>; null if the ticket has expired or is not for this account.</summary>
    public string? ReadTicket(string ticket, Account account)
    {
        try
        {
            var parts = _tickets.Unprotect(ticket).Split(':');
            return parts[0] == account.Id.ToString(CultureInfo.InvariantCulture) && parts[1] == account.SecurityStamp ? parts[2] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Turns the second factor on, if a code shows that the app has the secret. Other sessions end.</summary>
    /// <returns>The recovery codes, or null if the code is wrong, the ticket is not valid or the account was changed meanwhile.</returns>
    public async Task<IReadOnlyList<string>?> FinishAsync(Account account, string ticket, string code, Caller by)
    {
        if (ReadTicket(ticket, account) is not { } secret
            || TotpCodes.FindStep(code, secret, clock.GetUtcNow(), lastUsed: 0) is not { } step)
        {
            return null;
        }

        var codes = MakeRecoveryCodes();
        var isChanged = await registry.ChangeByOwnerAsync(account, by, AuditActions.SecondFactorSet, current =>
        {
            (current.HasSecondFactor, current.TotpSecret, current.LastTotpStep) = (true, _secrets.Protect(secret), step);
            SetRecoveryCodes(current, codes);
            return null;
        });
        return isChanged ? codes : null;
    }

    /// <summary>Uses up a code of the app, or a recovery code, to sign in.</summary>
    /// <param name="account">The account.</param>
    /// <param name="stamp">The account's security stamp when the password was entered.</param>
    /// <param name="code">The code.</param>
    /// <param name="by">The person who signs in.</param>
    /// <returns>False if the code is wrong or the account can no longer be signed in to.</returns>
    public Task<bool> RedeemAsync(Account account, string stamp, string code, Caller by) => registry.ChangeAsync(account, current =>
    {
        if (!current.CanSignIn(stamp) || !current.HasSecondFactor)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (current.TotpSecret is { } secret && Read(secret) is { } readable
            && TotpCodes.FindStep(code, readable, now, current.LastTotpStep) is { } step)
        {
            current.LastTotpStep = step;
            current.RecordSignIn(now);
            return [];
        }

        if (!TryRedeemRecoveryCode(current, code.Trim(), out var left))
        {
            return null;
        }

        current.RecordSignIn(now);
        return [new AuditNote(by, AuditActions.RecoveryCodeUsed, FormattableString.Invariant($"{left} left"))];
    });

    /// <summary>Replaces the recovery codes. Other sessions end.</summary>
    /// <returns>The new codes, or null if the account was changed meanwhile.</returns>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Account account, Caller by)
    {
        var codes = MakeRecoveryCodes();
        var isChanged = await registry.ChangeByOwnerAsync(account, by, AuditActions.RecoveryCodesMade, current =>
        {
            SetRecoveryCodes(current, codes);
            return null;
        });
        return isChanged ? codes : null;
    }

    /// <summary>Returns whether the account's secrets can be read. They can't if the keys that encrypted them were lost; then every code is
    /// refused.</summary>
    public bool IsReadable(Account account) =>
        (account.TotpSecret is not { } secret || Read(secret) is not null)
        && (account.RecoveryCodes is not { } codes || Read(codes) is not null);

    /// <summary>Counts the recovery codes that are left.</summary>
    public int CountRecoveryCodes(Account account) => RecoveryCodes(account).Count;

    /// <summary>Turns the second factor off. Other sessions end.</summary>
    /// <returns>False if the account was changed meanwhile.</returns>
    public Task<bool> RemoveAsync(Account account, Caller by) =>
        registry.ChangeByOwnerAsync(account, by, AuditActions.SecondFactorRemoved, current =>
    {
        Clear(current);
        return null;
    });

    internal static void Clear(Account account) =>
        (account.HasSecondFactor, account.TotpSecret, account.RecoveryCodes, account.LastTotpStep) = (false, null, null, 0);

    private bool TryRedeemRecoveryCode(Account account, string code, out int left)
    {
        var codes = RecoveryCodes(account);
        var isFound = codes.RemoveAll(known => string.Equals(known, code, StringComparison.OrdinalIgnoreCase)) > 0;
        left = codes.Count;
        if (isFound)
        {
            SetRecoveryCodes(account, codes);
        }

        return isFound;
    }

    private List<string> RecoveryCodes(Account account) =>
        account.RecoveryCodes is { } codes && Read(codes) is { } readable
            ? [.. readable.Split('\n', StringSplitOptions.RemoveEmptyEntries)] : [];

    // Null if the key that encrypted it is missing.
    private string? Read(string encrypted)
    {
        try
        {
            return _secrets.Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void SetRecoveryCodes(Account account, IEnumerable<string> codes) =>
        account.RecoveryCodes = _secrets.Protect(string.Join('\n', codes));

    private static List<string> MakeRecoveryCodes() =>
        [.. Enumerable.Range(0, RecoveryCodeCount).Select(_ => $"{FiveLetters()}-{FiveLetters()}")];

    private static string FiveLetters() => RandomNumberGenerator.GetString(RecoveryLetters, 5);
}
