using System.Globalization;
using System.Security.Cryptography;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FraudWeb.Accounts;

/// <summary>ASP.NET Core Identity's user manager with our rules: one-time passwords, a lock-out that grows, codes that work once, and an audit
/// entry with every change.</summary>
public sealed class AccountCommands : UserManager<Account>
{
    /// <summary>How long a one-time password works.</summary>
    public static readonly TimeSpan OneTimePasswordLife = TimeSpan.FromHours(72);

    /// <summary>From this many failures in a row on, each locks the account for a while.</summary>
    public const int FreeAttempts = 5;

    /// <summary>The longest lock: nobody is locked out for ever by somebody else's guessing.</summary>
    public static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>What is said when somebody else has changed an account while its owner did.</summary>
    public const string ChangedMeanwhile = "Your account was changed meanwhile, so nothing was kept. Sign in again.";

    private const int RecoveryCodeCount = 10;
    private const string OneTimeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly TimeSpan SetUpTime = TimeSpan.FromMinutes(10);

    private readonly AccountStore _store;
    private readonly AccountRegistry _registry;
    private readonly ITimeLimitedDataProtector _setUps;
    private readonly TimeProvider _clock;

    public AccountCommands(
        AccountStore store, AccountRegistry registry, IDataProtectionProvider protection, TimeProvider clock, IOptions<IdentityOptions> options,
        IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Account>> logger)
        : base(store, options, hasher, [], [], normalizer, errors, services, logger)
    {
        _store = store;
        _registry = registry;
        _setUps = protection.CreateProtector("setting up a second factor").ToTimeLimitedDataProtector();
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
        var password = MakeOneTimePassword();
        SetOneTimePassword(account, PasswordHasher.HashPassword(account, password));
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
        var password = MakeOneTimePassword();
        var hash = PasswordHasher.HashPassword(account, password);
        await MustKeepAsync(account, by, AuditActions.ResetStarted, now =>
        {
            SetOneTimePassword(now, hash);
            (now.FailedAttempts, now.LockedUntil) = (0, null);
            if (withSecondFactor)
            {
                ForgetSecondFactor(now);
            }

            return withSecondFactor ? "password and second factor" : "password";
        });
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

        var hash = PasswordHasher.HashPassword(account, password);
        var kept = await KeepOwnAsync(account, by, AuditActions.PasswordChanged, now =>
        {
            (now.PasswordHash, now.MustChangePassword, now.PasswordExpiresAt) = (hash, false, null);
            return null;
        });
        return kept ? null : ChangedMeanwhile;
    }

    /// <summary>Notes a wrong password or code. From the fifth in a row on the account is locked, for a minute at first and twice as long each time.</summary>
    public Task FailAsync(Account account, string what, Caller by) => _registry.ChangeAsync(account, now =>
    {
        var notes = new List<AuditNote> { new(by, AuditActions.SignInFailed, what) };
        now.FailedAttempts++;
        if (now.FailedAttempts >= FreeAttempts)
        {
            var minutes = Math.Min(LongestLock.TotalMinutes, Math.Pow(2, now.FailedAttempts - FreeAttempts));
            now.LockedUntil = _clock.GetUtcNow().AddMinutes(minutes);
            notes.Add(new(new(Actor.Account(now.Id)), AuditActions.Locked, FormattableString.Invariant($"{minutes} min after {now.FailedAttempts} failures")));
        }

        return notes;
    });

    /// <summary>Notes that somebody has given the right password.</summary>
    /// <returns>False when the account may not be signed into any more, as somebody has changed it since it was read.</returns>
    public Task<bool> SucceedAsync(Account account)
    {
        var stamp = account.SecurityStamp;
        return _registry.ChangeAsync(account, now => MaySignIn(now, stamp) ? Succeeded(now) : null);
    }

    /// <summary>Notes that somebody has given a right code of the second factor, or a recovery code, and uses it up.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="stamp">The account's stamp when the password was given.</param>
    /// <param name="code">The code.</param>
    /// <param name="by">Who gives it.</param>
    /// <returns>False when the code is wrong or the account may not be signed into any more.</returns>
    public Task<bool> SucceedAsync(Account account, string stamp, string code, Caller by) => _registry.ChangeAsync(account, now =>
    {
        if (!MaySignIn(now, stamp) || !now.HasSecondFactor)
        {
            return null;
        }

        if (_store.SecretOf(now) is { } secret && Totp.StepOf(code, secret, _clock.GetUtcNow(), now.LastTotpStep) is { } step)
        {
            now.LastTotpStep = step;
            return Succeeded(now);
        }

        return _store.Redeem(now, code.Trim()) is { } left ? Succeeded(now, new AuditNote(by, AuditActions.RecoveryCodeUsed, FormattableString.Invariant($"{left} left"))) : null;
    });

    /// <summary>Begins to set up a second factor. Nothing is kept before a first code has been given.</summary>
    /// <returns>The secret that goes into the app, and a ticket that carries it to <see cref="FinishSecondFactorAsync"/>.</returns>
    public (string Secret, string Ticket) BeginSecondFactor(Account account)
    {
        var secret = Totp.MakeSecret();
        return (secret, _setUps.Protect(string.Create(CultureInfo.InvariantCulture, $"{account.Id}:{account.SecurityStamp}:{secret}"), SetUpTime));
    }

    /// <summary>The secret in a ticket of <see cref="BeginSecondFactor"/>; null when it is too old or not this account's.</summary>
    public string? SecretIn(string ticket, Account account)
    {
        try
        {
            var parts = _setUps.Unprotect(ticket).Split(':');
            return parts[0] == account.Id.ToString(CultureInfo.InvariantCulture) && parts[1] == account.SecurityStamp ? parts[2] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Turns the second factor on, once a code shows that the app has it. Other sessions end.</summary>
    /// <returns>Recovery codes, or null when the code is wrong or the ticket too old.</returns>
    public async Task<IReadOnlyList<string>?> FinishSecondFactorAsync(Account account, string ticket, string code, Caller by)
    {
        if (SecretIn(ticket, account) is not { } secret || Totp.StepOf(code, secret, _clock.GetUtcNow(), lastUsed: 0) is not { } step)
        {
            return null;
        }

        var codes = MakeRecoveryCodes();
        var kept = await KeepOwnAsync(account, by, AuditActions.SecondFactorSet, now =>
        {
            _store.SetSecondFactor(now, secret, codes);
            now.LastTotpStep = step;
            return null;
        });
        return kept ? codes : null;
    }

    /// <summary>New recovery codes in place of the old ones. Other sessions end.</summary>
    /// <returns>Null when the account was changed meanwhile.</returns>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Account account, Caller by)
    {
        var codes = MakeRecoveryCodes();
        var kept = await KeepOwnAsync(account, by, AuditActions.RecoveryCodesMade, now =>
        {
            _store.SetCodes(now, codes);
            return null;
        });
        return kept ? codes : null;
    }

    /// <inheritdoc/>
    public override Task<int> CountRecoveryCodesAsync(Account user) => Task.FromResult(_store.CountCodes(user));

    /// <summary>Turns the second factor off. Other sessions end.</summary>
    /// <returns>False when the account was changed meanwhile.</returns>
    public Task<bool> RemoveSecondFactorAsync(Account account, Caller by) => KeepOwnAsync(account, by, AuditActions.SecondFactorRemoved, now =>
    {
        ForgetSecondFactor(now);
        return null;
    });

    /// <summary>Gives somebody another role. Sessions end, so that the new role is the only one.</summary>
    public Task SetRoleAsync(Account account, Role role, Caller by) => MustKeepAsync(account, by, AuditActions.RoleChanged, now =>
    {
        var before = now.Role;
        now.Role = role;
        return $"{before} to {role}";
    });

    /// <summary>Keeps somebody from signing in, or lets them again. Sessions end.</summary>
    public Task SetDisabledAsync(Account account, bool disabled, Caller by) => MustKeepAsync(account, by, AuditActions.UserChanged, now =>
    {
        now.IsDisabled = disabled;
        return disabled ? "disabled" : "enabled";
    });

    /// <summary>Changes the address that one signs in with. Other sessions end.</summary>
    /// <returns>Why it can't be used; null when it is kept.</returns>
    public async Task<string?> ChangeEmailAsync(Account account, string email, Caller by)
    {
        if (!AccountNames.IsEmail(email))
        {
            return $"'{CardNumbers.Mask(email)}' is no e-mail address.";
        }

        var normalized = AccountNames.Normalize(email);
        var kept = await KeepOwnAsync(account, by, AuditActions.UserChanged, now =>
        {
            (now.Email, now.NormalizedEmail) = (email, normalized);
            return "e-mail address";
        });
        return kept ? null
            : await _registry.FindByEmailAsync(normalized) is { } other && other.Id != account.Id ? $"There is an account of {email} already."
            : ChangedMeanwhile;
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

    private static bool MaySignIn(Account account, string stamp) => account.SecurityStamp == stamp && !account.IsDisabled;

    private void SetOneTimePassword(Account account, string hash) =>
        (account.PasswordHash, account.MustChangePassword, account.PasswordExpiresAt) = (hash, true, _clock.GetUtcNow() + OneTimePasswordLife);

    private AuditNote[] Succeeded(Account account, params AuditNote[] notes)
    {
        (account.FailedAttempts, account.LockedUntil, account.LastSignInAt) = (0, null, _clock.GetUtcNow());
        return notes;
    }

    private List<string> MakeRecoveryCodes() => [.. Enumerable.Range(0, RecoveryCodeCount).Select(_ => CreateTwoFactorRecoveryCode())];

    private async Task MustKeepAsync(Account account, Caller by, string action, Func<Account, string?> change)
    {
        if (!await _registry.ChangeAsync(account, now => Change(now, by, action, change)))
        {
            throw new InvalidOperationException($"The account {account.Id} is gone.");
        }
    }

    // The owner changes what the owner has seen: who was reset or disabled meanwhile proves first who it is.
    private Task<bool> KeepOwnAsync(Account account, Caller by, string action, Func<Account, string?> change)
    {
        var stamp = account.SecurityStamp;
        return _registry.ChangeAsync(account, now => MaySignIn(now, stamp) ? Change(now, by, action, change) : null);
    }

    private static AuditNote[] Change(Account account, Caller by, string action, Func<Account, string?> change)
    {
        var detail = change(account);
        account.SecurityStamp = NewStamp();
        return [new(by, action, detail)];
    }
}
