using System.Security.Cryptography;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Schema;
using Microsoft.AspNetCore.Identity;

namespace FraudWeb.Accounts;

/// <summary>Creates, changes and erases accounts, and counts failed sign-ins. Every change is audited
/// (docs/decisions/0008-accounts.md).</summary>
public sealed class AccountCommands(AccountRegistry registry, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    /// <summary>The failure in a row from which on each one locks the account.</summary>
    public const int FreeAttempts = 5;

    /// <summary>The message when somebody else has changed an account at the same time as its owner.</summary>
    public const string ChangedMeanwhile = "Somebody else has changed your account, so your change was not saved. Sign in again.";

    private const string OneTimeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly Account Nobody = new() { Email = "", Role = Role.Analyst };
    private static string? _nobodysHash;

    /// <summary>Generates a one-time password: 100 random bits in groups that can be read aloud.</summary>
    public static string MakeOneTimePassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(OneTimeLetters, 5)));

    /// <summary>Returns whether an account is locked at the moment.</summary>
    public bool IsLocked(Account account) => account.IsLockedAt(clock.GetUtcNow());

    /// <summary>Returns whether an account can be signed in to at the moment: it is not disabled or locked, and its one-time password has
    /// not expired.</summary>
    public bool IsOpen(Account account) =>
        !account.IsDisabled && !IsLocked(account) && !account.HasExpiredPasswordAt(clock.GetUtcNow());

    /// <summary>Returns whether a password is that of an account. Without an account it takes as long and returns false.</summary>
    public bool IsPassword(Account? account, string password)
    {
        _nobodysHash ??= hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        var tried = password.Length <= PasswordRules.MaxLength ? password : "";
        var result = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash, tried);
        return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>Creates an account with a one-time password.</summary>
    /// <returns>The one-time password, or the error.</returns>
    public async Task<(string? OneTimePassword, string? Error)> InviteAsync(string email, Role role, Caller by)
    {
        if (!AccountNames.IsEmail(email))
        {
            return (null, NotAnEmail(email));
        }

        var (account, password) = Describe(email, role);
        var error = await AddAsync(account, by);
        return error is null ? (password, null) : (null, error);
    }

    /// <summary>Creates an account with a password that its owner has chosen.</summary>
    /// <returns>The error, or null if the account was created.</returns>
    public Task<string?> AddAsync(string email, Role role, string password, Caller by) => AddAsync(Describe(email, role, password), by);

    /// <summary>Describes a new account with a one-time password; it is not stored.</summary>
    public (Account Account, string OneTimePassword) Describe(string email, Role role)
    {
        var (account, password) = (Describe(email, role, password: null), MakeOneTimePassword());
        SetOneTimePassword(account, hasher.HashPassword(account, password));
        return (account, password);
    }

    /// <summary>Describes a new account; it is not stored.</summary>
    public Account Describe(string email, Role role, string? password)
    {
        var account = new Account
        {
            Email = email,
            NormalizedEmail = AccountNames.Normalize(email),
            Role = role,
            SecurityStamp = AccountChanges.MakeStamp(),
            CreatedAt = clock.GetUtcNow(),
        };
        account.PasswordHash = password is null ? null : hasher.HashPassword(account, password);
        return account;
    }

    /// <summary>Replaces a lost password by a one-time password, and ends all sessions.</summary>
    /// <param name="account">The account.</param>
    /// <param name="withSecondFactor">Whether to turn the second factor off too.</param>
    /// <param name="by">The administrator.</param>
    /// <returns>The one-time password, with which the person chooses a password of their own.</returns>
    public async Task<string> ResetAsync(Account account, bool withSecondFactor, Caller by)
    {
        var password = MakeOneTimePassword();
        var hash = hasher.HashPassword(account, password);
        await registry.ChangeByOtherAsync(account, by, AuditActions.ResetStarted, current =>
        {
            SetOneTimePassword(current, hash);
            (current.FailedAttempts, current.LockedUntil) = (0, null);
            if (withSecondFactor)
            {
                SecondFactor.Clear(current);
            }

            return withSecondFactor ? "password and second factor" : "password";
        });
        return password;
    }

    /// <summary>Changes the password to one that the owner has chosen. Other sessions end.</summary>
    /// <returns>The error, or null if the password was changed.</returns>
    public async Task<string?> ChangePasswordAsync(Account account, string password, Caller by)
    {
        if (PasswordRules.GetError(password, account.Email) is { } error)
        {
            return $"The password {error}.";
        }

        if (IsPassword(account, password))
        {
            return "The new password is the same as the old one. Choose another.";
        }

        var hash = hasher.HashPassword(account, password);
        var isChanged = await registry.ChangeByOwnerAsync(account, by, AuditActions.PasswordChanged, current =>
        {
            (current.PasswordHash, current.MustChangePassword, current.PasswordExpiresAt) = (hash, false, null);
            return null;
        });
        return isChanged ? null : ChangedMeanwhile;
    }

    /// <summary>Changes the e-mail address. Other sessions end.</summary>
    /// <returns>The error, or null if the address was changed.</returns>
    public async Task<string?> ChangeEmailAsync(Account account, string email, Caller by)
    {
        if (!AccountNames.IsEmail(email))
        {
            return NotAnEmail(email);
        }

        var normalized = AccountNames.Normalize(email);
        var isChanged = await registry.ChangeByOwnerAsync(account, by, AuditActions.UserChanged, current =>
        {
            (current.Email, current.NormalizedEmail) = (email, normalized);
            return "e-mail address";
        });
        return isChanged ? null
            : await registry.FindByEmailAsync(normalized) is { } other && other.Id != account.Id ? AlreadyExists(email)
            : ChangedMeanwhile;
    }

    /// <summary>Changes the role and ends all sessions, so that no session has the old role.</summary>
    public Task SetRoleAsync(Account account, Role role, Caller by) =>
        registry.ChangeByOtherAsync(account, by, AuditActions.RoleChanged, current =>
    {
        var before = current.Role;
        current.Role = role;
        return $"{before} to {role}";
    });

    /// <summary>Disables or enables signing in, and ends all sessions.</summary>
    public Task SetDisabledAsync(Account account, bool disabled, Caller by) =>
        registry.ChangeByOtherAsync(account, by, AuditActions.UserChanged, current =>
    {
        current.IsDisabled = disabled;
        return disabled ? "disabled" : "enabled";
    });

    /// <summary>Deletes an account. Records of what it did remain, under its number.</summary>
    public Task EraseAsync(Account account, Caller by) => registry.EraseAsync(account, [new(by, AuditActions.UserErased)]);

    /// <summary>Counts a wrong password or code. The fifth in a row locks the account for a minute, each further one for twice as
    /// long.</summary>
    /// <param name="account">The account.</param>
    /// <param name="what">What was wrong, for the audit log.</param>
    /// <param name="by">The person who tried.</param>
    public Task FailAsync(Account account, string what, Caller by) => registry.ChangeAsync(account, current =>
    {
        var notes = new List<AuditNote> { new(by, AuditActions.SignInFailed, what) };
        current.FailedAttempts++;
        if (current.FailedAttempts >= FreeAttempts)
        {
            var minutes = Math.Min(Account.MaxLock.TotalMinutes, Math.Pow(2, current.FailedAttempts - FreeAttempts));
            current.LockedUntil = clock.GetUtcNow().AddMinutes(minutes);
            notes.Add(new(new(Actor.Account(current.Id)), AuditActions.Locked,
                FormattableString.Invariant($"{minutes} min after {current.FailedAttempts} failures")));
        }

        return notes;
    });

    /// <summary>Records a right password and resets the count of failures.</summary>
    /// <returns>False if the account can no longer be signed in to, because somebody has changed it since it was read.</returns>
    public Task<bool> SucceedAsync(Account account)
    {
        var stamp = account.SecurityStamp;
        return registry.ChangeAsync(account, current =>
        {
            if (!current.CanSignIn(stamp))
            {
                return null;
            }

            current.RecordSignIn(clock.GetUtcNow());
            return [];
        });
    }

    private async Task<string?> AddAsync(Account account, Caller by) =>
        await registry.AddAsync(account, [new(by, AuditActions.UserCreated, account.Role.ToString())]) ? null
        : AlreadyExists(account.Email);

    private void SetOneTimePassword(Account account, string hash) =>
        (account.PasswordHash, account.MustChangePassword, account.PasswordExpiresAt) =
            (hash, true, clock.GetUtcNow() + Account.OneTimePasswordLifetime);

    private static string NotAnEmail(string email) => $"'{CardNumbers.Mask(email)}' is not an e-mail address.";

    private static string AlreadyExists(string email) => $"There is already an account for {email}.";
}
