using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Schema;
using FraudWeb.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace FraudWeb.Sessions;

/// <summary>How an attempt to sign in ended.</summary>
public enum SignInStep
{
    /// <summary>Refused; why is told to nobody.</summary>
    Refused,

    /// <summary>Too many attempts from this address.</summary>
    TooMany,

    /// <summary>The password is right; a code of the second factor is needed.</summary>
    CodeNeeded,

    /// <summary>Signed in.</summary>
    Done,
}

/// <summary>Signs people in and out. An unknown address, a wrong password, a locked or disabled account all answer the same and take as long.</summary>
public sealed class SignInFlow(
    AccountCommands accounts, AccountRegistry registry, SessionRegistry sessions, AuditLog audit, Quotas quotas, IDataProtectionProvider protection, TimeProvider clock)
{
    // Failures from one address, whatever the account: one password tried on everybody is noticed too.
    private const int FailuresPerAddress = 20;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CodeTime = TimeSpan.FromMinutes(5);

    // Attempts on one account go one after another, so that many at once don't get more tries than counted; and few hashes are made at a time,
    // because each takes a core for a tenth of a second.
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];
    private static readonly SemaphoreSlim Hashing = new(Math.Max(1, Environment.ProcessorCount - 1));
    private static readonly Account Nobody = new() { Email = "", Role = Role.Analyst };
    private static string? _nobodysHash;

    private readonly ITimeLimitedDataProtector _tickets = protection.CreateProtector("second step of signing in").ToTimeLimitedDataProtector();

    /// <summary>Tries a password.</summary>
    /// <returns>How it went, and for <see cref="SignInStep.CodeNeeded"/> a ticket for <see cref="TryCodeAsync"/>.</returns>
    public async Task<(SignInStep Step, string? Ticket)> TryPasswordAsync(HttpContext context, string email, string password)
    {
        using var turn = await TurnAsync(email);
        using var slot = await Turn.TakeAsync(Hashing);

        // Looked at when it is one's turn, and counted before the next one's: a thousand tries at once are no more than a thousand in a row.
        if (HaveTooManyFailed(context))
        {
            return (SignInStep.TooMany, null);
        }

        var account = await registry.FindByEmailAsync(AccountNames.Normalize(email));
        var isRight = IsRight(account, password);
        if (account is null || !isRight || account.IsDisabled || accounts.IsLocked(account) || account.PasswordExpiresAt < clock.GetUtcNow())
        {
            await FailAsync(context, account, "password");
            return (SignInStep.Refused, null);
        }

        if (account.HasSecondFactor)
        {
            return (SignInStep.CodeNeeded, _tickets.Protect($"{account.Id}:{account.SecurityStamp}", CodeTime));
        }

        if (!await accounts.SucceedAsync(account))
        {
            return (SignInStep.Refused, null);
        }

        await StartAsync(context, account, "password");
        return (SignInStep.Done, null);
    }

    /// <summary>Tries a code of the second factor, or a recovery code.</summary>
    public async Task<SignInStep> TryCodeAsync(HttpContext context, string ticket, string code)
    {
        if (AccountOf(ticket) is not { } id || await registry.FindAsync(id.Id) is not { } known)
        {
            return SignInStep.Refused;
        }

        using var turn = await TurnAsync(known.Email);
        if (HaveTooManyFailed(context))
        {
            return SignInStep.TooMany;
        }

        var account = await registry.FindAsync(id.Id);
        var caller = new Caller(Actor.Account(id.Id), Callers.Address(context));
        if (account is null || accounts.IsLocked(account) || !await accounts.SucceedAsync(account, id.Stamp, code, caller))
        {
            await FailAsync(context, account, "second factor");
            return SignInStep.Refused;
        }

        await StartAsync(context, account, "password and second factor");
        return SignInStep.Done;
    }

    /// <summary>Whether a person who is signed in knows their password: asked again before what matters most. Counts failures as signing in does.</summary>
    public async Task<bool> IsPasswordAsync(Account account, string password, Caller by)
    {
        using var turn = await TurnAsync(account.Email);
        using var slot = await Turn.TakeAsync(Hashing);
        if (await registry.FindAsync(account.Id) is not { } now || accounts.IsLocked(now))
        {
            return false;
        }

        if (IsRight(now, password))
        {
            return true;
        }

        await accounts.FailAsync(now, "password asked again", by);
        return false;
    }

    /// <summary>Ends the session of a browser, here and there.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        if (context.User.Session() is { } token)
        {
            await sessions.SignOutAsync(token, context.Caller());
        }

        await context.SignOutAsync(Schemes.Session);

        // What was seen may not come back by the Back button.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private static string AddressQuota(HttpContext context) => "sign-in " + Quotas.Partition(context.Connection.RemoteIpAddress);

    private bool HaveTooManyFailed(HttpContext context)
    {
        if (!quotas.IsUsedUp(AddressQuota(context), FailuresPerAddress, FailureWindow))
        {
            return false;
        }

        audit.Tell(context.Caller(), AuditActions.RateLimited, detail: "sign-in");
        return true;
    }

    private async Task FailAsync(HttpContext context, Account? account, string what)
    {
        quotas.Take(AddressQuota(context), FailuresPerAddress, FailureWindow);
        var caller = new Caller(Actor.Anonymous, Callers.Address(context));

        // One write each, so that they take as long. What was typed is not noted: people type passwords into the wrong field.
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

    private async Task StartAsync(HttpContext context, Account account, string how)
    {
        var caller = new Caller(Actor.Account(account.Id), Callers.Address(context));
        var device = CardNumbers.Mask(context.Request.Headers.UserAgent.ToString());
        var token = await sessions.StartAsync(account, caller, device.Length <= 200 ? device : device[..200], how);
        var identity = new ClaimsIdentity([new(Callers.SessionClaim, token)], Schemes.Session);
        await context.SignInAsync(Schemes.Session, new(identity));
    }

    private bool IsRight(Account? account, string password)
    {
        // A stranger's password is checked against nobody's, so that it takes as long as a known one's.
        _nobodysHash ??= accounts.PasswordHasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        var tried = password.Length <= PasswordRules.MaxLength ? password : "";
        var result = accounts.PasswordHasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash, tried);
        return account?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
    }

    private (long Id, string Stamp)? AccountOf(string ticket)
    {
        try
        {
            var parts = _tickets.Unprotect(ticket).Split(':');
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (CryptographicException)
        {
            // Too old, or not ours.
            return null;
        }
    }

    private static Task<Turn> TurnAsync(string email) =>
        Turn.TakeAsync(Turns[(uint)AccountNames.Normalize(email).GetHashCode(StringComparison.Ordinal) % Turns.Length]);

    private readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        public static async Task<Turn> TakeAsync(SemaphoreSlim gate)
        {
            await gate.WaitAsync();
            return new(gate);
        }

        public void Dispose() => gate.Release();
    }
}
