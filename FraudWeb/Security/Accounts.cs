using System.Security.Cryptography;
using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Schema;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FraudWeb.Security;

/// <summary>ASP.NET Core Identity's user manager with our rules: one-time passwords, a lock-out that grows, codes that work once, and an audit
/// entry with every change.</summary>
public sealed class Accounts : UserManager<Account>
{
    /// <summary>How long a one-time password works.</summary>
    public static readonly TimeSpan OneTimePasswordLife = TimeSpan.FromHours(72);

    /// <summary>From this many failures in a row on, each locks the account for a while.</summary>
    public const int FreeAttempts = 5;

    /// <summary>The longest lock: nobody is locked out for ever by somebody else's guessing.</summary>
    public static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    private const int RecoveryCodeCount = 10;
    private const string OneTimeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly AccountStore _store;
    private readonly TimeProvider _clock;

    public Accounts(
        AccountStore store, TimeProvider clock, IOptions<IdentityOptions> options, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer,
        IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Account>> logger)
        : base(store, options, hasher, [], [], normalizer, errors, services, logger)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>A one-time password: 100 random bits in groups that can be read aloud.</summary>
    public static string MakeOneTimePassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(OneTimeLetters, 5)));

    /// <summary>Whether an account is locked at the moment.</summary>
    public bool IsLocked(Account account) => account.LockedUntil is { } until && until > _clock.GetUtcNow();

    /// <summary>Makes an account that can be signed into with a one-time password.</summary>
    /// <returns>The one-time password, or why there is no account.</returns>
    public async Task<(string? OneTimePassword, string? Refusal)> InviteAsync(string email, Role role, Caller by)
    {
        if (!AccountNames.IsEmail(email))
        {
            return (null, $"'{CardNumbers.Mask(email)}' is no e-mail address.");
        }

        var account = new Account { Email = email, Role = role, CreatedAt = _clock.GetUtcNow() };
        var password = SetOneTimePassword(account);
        _store.Note(new(by, AuditActions.UserCreated, role.ToString()));
        var made = await CreateAsync(account);
        return made.Succeeded ? (password, null) : (null, made.Errors.First().Description);
    }

    /// <summary>Makes an account with a password that its owner has chosen.</summary>
    /// <returns>Why there is none; null when there is.</returns>
    public async Task<string?> AddAsync(string email, Role role, string password, Caller by)
    {
        var account = new Account { Email = email, Role = role, CreatedAt = _clock.GetUtcNow() };
        account.PasswordHash = PasswordHasher.HashPassword(account, password);
        _store.Note(new(by, AuditActions.UserCreated, role.ToString()));
        var made = await CreateAsync(account);
        return made.Succeeded ? null : made.Errors.First().Description;
    }

    /// <summary>Starts over for somebody who has lost password or second factor: the old ones and all sessions are gone.</summary>
    /// <returns>A one-time password, for the person to choose a password of their own with.</returns>
    public async Task<string> ResetAsync(Account account, bool withSecondFactor, Caller by)
    {
        var password = SetOneTimePassword(account);
        (account.FailedAttempts, account.LockedUntil) = (0, null);
        if (withSecondFactor)
        {
            ForgetSecondFactor(account);
        }

        await KeepAsync(account, by, AuditActions.ResetStarted, withSecondFactor ? "password and second factor" : "password", endSessions: true);
        return password;
    }

    /// <summary>Gives an account a password that its owner has chosen. Other sessions end.</summary>
    /// <returns>Why it can't be used; null when it is kept.</returns>
    public async Task<string?> ChoosePasswordAsync(Account account, string password, Caller by)
    {
        if (PasswordRules.WhyNot(password, account.Email) is { } why)
        {
            return $"The password {why}.";
        }

        if (account.PasswordHash is { } old && PasswordHasher.VerifyHashedPassword(account, old, password) != PasswordVerificationResult.Failed)
        {
            return "The new password is the old one; choose another.";
        }

        account.PasswordHash = PasswordHasher.HashPassword(account, password);
        (account.MustChangePassword, account.PasswordExpiresAt) = (false, null);
        await KeepAsync(account, by, AuditActions.PasswordChanged, null, endSessions: true);
        return null;
    }

    /// <summary>Notes a wrong password or code, as <see cref="AccessFailedAsync"/> does, with who tried.</summary>
    public Task FailAsync(Account account, string what, Caller by)
    {
        _store.Note(new(by, AuditActions.SignInFailed, what));
        return AccessFailedAsync(account);
    }

    /// <summary>Notes a wrong password or code. From the fifth in a row on the account is locked, for a minute at first and twice as long each time.</summary>
    public override async Task<IdentityResult> AccessFailedAsync(Account user)
    {
        user.FailedAttempts++;
        if (user.FailedAttempts >= FreeAttempts)
        {
            var minutes = Math.Min(LongestLock.TotalMinutes, Math.Pow(2, user.FailedAttempts - FreeAttempts));
            user.LockedUntil = _clock.GetUtcNow().AddMinutes(minutes);
            _store.Note(new(new(Actor.Account(user.Id)), AuditActions.Locked, FormattableString.Invariant($"{minutes} min after {user.FailedAttempts} failures")));
        }

        return await Store.UpdateAsync(user, CancellationToken);
    }

    /// <summary>Notes that somebody proved to be the owner.</summary>
    public async Task SucceedAsync(Account account)
    {
        (account.FailedAttempts, account.LockedUntil, account.LastSignInAt) = (0, null, _clock.GetUtcNow());
        await Store.UpdateAsync(account, CancellationToken);
    }

    /// <summary>Whether a code of the second factor is good; if so it is used up. Keep the account afterwards.</summary>
    public async Task<bool> UseCodeAsync(Account account, string code)
    {
        if (await GetAuthenticatorKeyAsync(account) is not { } secret || Totp.StepOf(code, secret, _clock.GetUtcNow(), account.LastTotpStep) is not { } step)
        {
            return false;
        }

        account.LastTotpStep = step;
        return true;
    }

    /// <summary>Whether a recovery code is good; if so it is used up. Keep the account afterwards.</summary>
    public async Task<bool> UseRecoveryCodeAsync(Account account, string code, Caller by)
    {
        if (!await _store.RedeemCodeAsync(account, code.Trim(), CancellationToken))
        {
            return false;
        }

        _store.Note(new(by, AuditActions.RecoveryCodeUsed, FormattableString.Invariant($"{await _store.CountCodesAsync(account, CancellationToken)} left")));
        return true;
    }

    /// <summary>Begins to set up a second factor: nothing is asked for before a first code has been given.</summary>
    /// <returns>The secret that goes into the app.</returns>
    public async Task<string> BeginSecondFactorAsync(Account account)
    {
        if (!account.HasSecondFactor && await GetAuthenticatorKeyAsync(account) is { } begun)
        {
            return begun;
        }

        var secret = Totp.MakeSecret();
        await _store.SetAuthenticatorKeyAsync(account, secret, CancellationToken);
        (account.HasSecondFactor, account.LastTotpStep) = (false, 0);
        await Store.UpdateAsync(account, CancellationToken);
        return secret;
    }

    /// <summary>Turns the second factor on, once a code shows that the app has it. Other sessions end.</summary>
    /// <returns>Recovery codes, or null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> FinishSecondFactorAsync(Account account, string code, Caller by)
    {
        if (!await UseCodeAsync(account, code))
        {
            return null;
        }

        account.HasSecondFactor = true;
        var codes = await MakeRecoveryCodesAsync(account);
        await KeepAsync(account, by, AuditActions.SecondFactorSet, null, endSessions: true);
        return codes;
    }

    /// <summary>New recovery codes in place of the old ones.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Account account, Caller by)
    {
        var codes = await MakeRecoveryCodesAsync(account);
        await KeepAsync(account, by, AuditActions.RecoveryCodesMade, null, endSessions: false);
        return codes;
    }

    /// <summary>Turns the second factor off. Other sessions end.</summary>
    public async Task RemoveSecondFactorAsync(Account account, Caller by)
    {
        ForgetSecondFactor(account);
        await KeepAsync(account, by, AuditActions.SecondFactorRemoved, null, endSessions: true);
    }

    /// <summary>Changes what an administrator may change. Sessions end, so that the new role is the only one.</summary>
    public Task ChangeAsync(Account account, Role role, bool disabled, Caller by)
    {
        var (before, was) = (account.Role, account.IsDisabled);
        (account.Role, account.IsDisabled) = (role, disabled);
        var what = (before != role ? $"{before} to {role}" : "") + (was != disabled ? disabled ? " disabled" : " enabled" : "");
        return KeepAsync(account, by, before != role ? AuditActions.RoleChanged : AuditActions.UserChanged, what.Trim(), endSessions: true);
    }

    /// <summary>Changes the address that one signs in with. Other sessions end.</summary>
    /// <returns>Why it can't be used; null when it is kept.</returns>
    public async Task<string?> ChangeEmailAsync(Account account, string email, Caller by)
    {
        if (!AccountNames.IsEmail(email))
        {
            return $"'{CardNumbers.Mask(email)}' is no e-mail address.";
        }

        var normalized = AccountNames.Normalize(email);
        if (await Store.FindByNameAsync(normalized, CancellationToken) is { } known && known.Id != account.Id)
        {
            return $"There is an account of {email} already.";
        }

        (account.Email, account.NormalizedEmail) = (email, normalized);
        await KeepAsync(account, by, AuditActions.UserChanged, "e-mail address", endSessions: true);
        return null;
    }

    /// <summary>Takes an account out; what it did stays under its number.</summary>
    public async Task EraseAsync(Account account, Caller by)
    {
        _store.Note(new(by, AuditActions.UserErased));
        await Store.DeleteAsync(account, CancellationToken);
    }

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static void ForgetSecondFactor(Account account) =>
        (account.HasSecondFactor, account.TotpSecret, account.RecoveryCodes, account.LastTotpStep) = (false, null, null, 0);

    private string SetOneTimePassword(Account account)
    {
        var password = MakeOneTimePassword();
        account.PasswordHash = PasswordHasher.HashPassword(account, password);
        (account.MustChangePassword, account.PasswordExpiresAt) = (true, _clock.GetUtcNow() + OneTimePasswordLife);
        return password;
    }

    private async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(Account account)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCount).Select(_ => CreateTwoFactorRecoveryCode()).ToList();
        await _store.ReplaceCodesAsync(account, codes, CancellationToken);
        return codes;
    }

    private async Task KeepAsync(Account account, Caller by, string action, string? detail, bool endSessions)
    {
        _store.Note(new(by, action, detail));
        if (endSessions)
        {
            account.SecurityStamp = NewStamp();
        }

        var kept = await Store.UpdateAsync(account, CancellationToken);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException($"The account {account.Id} could not be changed: {kept.Errors.First().Description}");
        }
    }
}
