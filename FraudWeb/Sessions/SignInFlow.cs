using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Schema;
using FraudWeb.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace FraudWeb.Sessions;

/// <summary>Signs people in and out. An unknown address, a wrong password, and a locked or disabled account all get the same response after
/// the same time.</summary>
public sealed class SignInFlow(
    AccountCommands accounts, SecondFactor factor, AccountRegistry registry, SessionRegistry sessions, SignInAttempts attempts,
        IDataProtectionProvider protection)
{
    private const int MaxDeviceLength = 200;
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(5);

    // Attempts on one account run one at a time: otherwise many at once would get more tries than are counted.
    private static readonly KeyedLock AccountLock = new(64);

    // Each hash takes a core for a tenth of a second, so one core is left for everything else.
    private static readonly SemaphoreSlim Hashing = new(Math.Max(1, Environment.ProcessorCount - 1));

    private readonly ITimeLimitedDataProtector _tickets =
        protection.CreateProtector("second step of signing in").ToTimeLimitedDataProtector();

    /// <summary>Tries a password.</summary>
    /// <returns>The result, and for <see cref="SignInStep.CodeNeeded"/> a ticket for <see cref="TryCodeAsync"/>.</returns>
    public async Task<(SignInStep Step, string? Ticket)> TryPasswordAsync(HttpContext context, string email, string password)
    {
        using var accountLock = await AccountLock.AcquireAsync(AccountNames.Normalize(email));
        using var hashing = await SemaphoreLease.AcquireAsync(Hashing);

        // Checked inside the lock, and counted before it is released: a thousand attempts at once get no more tries than a thousand in a
        // row.
        if (attempts.IsBlocked(context))
        {
            return (SignInStep.TooMany, null);
        }

        var account = await registry.FindByEmailAsync(AccountNames.Normalize(email));
        var isRight = accounts.IsPassword(account, password);
        if (account is null || !isRight || !accounts.IsOpen(account))
        {
            await attempts.FailAsync(context, account, "password");
            return (SignInStep.Refused, null);
        }

        if (account.HasSecondFactor)
        {
            return (SignInStep.CodeNeeded, _tickets.Protect($"{account.Id}:{account.SecurityStamp}", TicketLifetime));
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
        if (ReadTicket(ticket) is not { } id || await registry.FindAsync(id.Id) is not { } known)
        {
            return SignInStep.Refused;
        }

        using var accountLock = await AccountLock.AcquireAsync(AccountNames.Normalize(known.Email));
        if (attempts.IsBlocked(context))
        {
            return SignInStep.TooMany;
        }

        var account = await registry.FindAsync(id.Id);
        var caller = new Caller(Actor.Account(id.Id), Callers.Address(context));
        if (account is null || accounts.IsLocked(account) || !await factor.RedeemAsync(account, id.Stamp, code, caller))
        {
            await attempts.FailAsync(context, account, "second factor");
            return SignInStep.Refused;
        }

        await StartAsync(context, account, "password and second factor");
        return SignInStep.Done;
    }

    /// <summary>Returns whether a signed-in person knows their password, which is asked again before critical actions. Failures count as
    /// they do when signing in.</summary>
    public async Task<bool> IsPasswordAsync(Account account, string password, Caller by)
    {
        using var accountLock = await AccountLock.AcquireAsync(AccountNames.Normalize(account.Email));
        using var hashing = await SemaphoreLease.AcquireAsync(Hashing);
        if (await registry.FindAsync(account.Id) is not { } current || accounts.IsLocked(current))
        {
            return false;
        }

        if (accounts.IsPassword(current, password))
        {
            return true;
        }

        await accounts.FailAsync(current, "password asked again", by);
        return false;
    }

    /// <summary>Ends the session of a browser, both on the server and in the browser.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        if (context.User.Session() is { } token)
        {
            await sessions.SignOutAsync(token, context.Caller());
        }

        await context.SignOutAsync(Schemes.Session);

        // The Back button must not bring pages back that were seen while signed in.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private async Task StartAsync(HttpContext context, Account account, string how)
    {
        var caller = new Caller(Actor.Account(account.Id), Callers.Address(context));
        var device = CardNumbers.Mask(context.Request.Headers.UserAgent.ToString());
        var token = await sessions.StartAsync(
            account, caller, device.Length <= MaxDeviceLength ? device : device[..MaxDeviceLength], how, context.User.Session());
        var identity = new ClaimsIdentity([new(Callers.SessionClaim, token)], Schemes.Session);
        await context.SignInAsync(Schemes.Session, new(identity));
    }

    // Returns null for a ticket that has expired or is not from this server.
    private (long Id, string Stamp)? ReadTicket(string ticket)
    {
        try
        {
            var parts = _tickets.Unprotect(ticket).Split(':');
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
