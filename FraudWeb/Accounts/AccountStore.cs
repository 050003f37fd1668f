using FraudWeb.Core.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace FraudWeb.Accounts;

/// <summary>Accounts for ASP.NET Core Identity, kept by Core: written one at a time and together with their audit entries, with what is secret in
/// them encrypted (docs/decisions/0008-identity-store.md).</summary>
public sealed class AccountStore(AccountRegistry accounts, IDataProtectionProvider protection)
    : IUserEmailStore<Account>, IUserSecurityStampStore<Account>
{
    private readonly IDataProtector _secrets = protection.CreateProtector("second factor");
    private readonly List<AuditNote> _notes = [];

    /// <summary>Has something told in the audit log when the next account is made or taken out.</summary>
    public void Note(AuditNote note) => _notes.Add(note);

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        await accounts.AddAsync(user, TakeNotes(), cancellationToken) ? IdentityResult.Success : Taken(user);

    // It would put back whatever others have changed since the account was read.
    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are changed by Accounts, each as it is at that moment.");

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await accounts.EraseAsync(user, TakeNotes(), cancellationToken);
        return IdentityResult.Success;
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, System.Globalization.CultureInfo.InvariantCulture, out var id) ? accounts.FindAsync(id, cancellationToken) : Task.FromResult<Account?>(null);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        accounts.FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        accounts.FindByEmailAsync(normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // One signs in with the e-mail address: it is the user name.
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Answer<string?>(user.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Answer<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task<string?> GetEmailAsync(Account user, CancellationToken cancellationToken) => Answer<string?>(user.Email);

    public Task SetEmailAsync(Account user, string? email, CancellationToken cancellationToken) => Set(() => user.Email = email ?? "");

    // Nobody's address is confirmed by a letter: an administrator hands out accounts.
    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) => Answer(true);

    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) => Answer<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedEmail = normalizedEmail ?? "");

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Answer<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    /// <summary>The secret of the second factor; null when there is none.</summary>
    public string? SecretOf(Account user) => user.TotpSecret is { } secret ? _secrets.Unprotect(secret) : null;

    /// <summary>Gives the account a second factor with its recovery codes.</summary>
    public void SetSecondFactor(Account user, string secret, IEnumerable<string> recoveryCodes)
    {
        (user.HasSecondFactor, user.TotpSecret) = (true, _secrets.Protect(secret));
        SetCodes(user, recoveryCodes);
    }

    /// <summary>Puts recovery codes in place of those before.</summary>
    public void SetCodes(Account user, IEnumerable<string> recoveryCodes) => user.RecoveryCodes = _secrets.Protect(string.Join('\n', recoveryCodes));

    /// <summary>How many recovery codes are left.</summary>
    public int CountCodes(Account user) => Codes(user).Count;

    /// <summary>Uses a recovery code up.</summary>
    /// <returns>How many are left; null when it is none.</returns>
    public int? Redeem(Account user, string code)
    {
        var left = Codes(user);
        if (left.RemoveAll(known => string.Equals(known, code, StringComparison.OrdinalIgnoreCase)) == 0)
        {
            return null;
        }

        SetCodes(user, left);
        return left.Count;
    }

    public void Dispose()
    {
        // Core's registries live as long as the program.
    }

    private List<string> Codes(Account user) =>
        user.RecoveryCodes is { } codes ? [.. _secrets.Unprotect(codes).Split('\n', StringSplitOptions.RemoveEmptyEntries)] : [];

    private AuditNote[] TakeNotes()
    {
        var notes = _notes.ToArray();
        _notes.Clear();
        return notes;
    }

    private static IdentityResult Taken(Account user) => IdentityResult.Failed(new IdentityError { Code = "Taken", Description = $"There is an account of {user.Email} already." });

    private static Task<T> Answer<T>(T value) => Task.FromResult(value);

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
